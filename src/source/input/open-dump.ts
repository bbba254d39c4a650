import { MigrationError } from '../../outcome/migration-error.js'
import { openPacked } from '../archives/open-packed.js'
import type { PackedOptions } from '../archives/packed-input.js'
import { openTextFile, openTextStream } from './open-text.js'
import { chooseTable } from '../sql/choose-table.js'
import { hasBackslashEscapes, listTables, readSql } from '../sql/read-sql.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { RecordCounter } from './record-counter.js'
import type { SourceRecord } from '../source-record.js'

export interface DumpOptions extends PackedOptions {
  table?: string | undefined
  encoding?: string | undefined
  strict?: boolean | undefined
}

/** A dump is walked twice: once for its tables, once for the rows of the one that is meant. */
export const openDump = async (
  window: ByteWindow,
  sample: string,
  options: DumpOptions,
  counter: RecordCounter,
): Promise<AsyncIterable<SourceRecord[]>> => {
  const { file } = counter
  const hasBackslashes = hasBackslashEscapes(sample)
  if (file === '-' && options.table === undefined) {
    throw new MigrationError(
      'input',
      'sql_table',
      'A SQL dump on standard input can be read once only. Say by --table which table holds the users.',
    )
  }
  if (file === '-') return readSql(window, options.table ?? '', hasBackslashes, counter)
  const packed = await openPacked(file, options)
  const how = { signal: options.signal, encoding: options.encoding, isStrict: options.strict }
  const again = await (packed === undefined ? openTextFile(file, how) : openTextStream(packed.bytes, how))
  try {
    const table = chooseTable(file, await listTables(again.window, hasBackslashes), options.table)
    counter.note('sql_table', 1, `The rows of the table ${table} were read.`)
    return readSql(window, table, hasBackslashes, counter)
  } finally {
    await again.window.close()
  }
}
