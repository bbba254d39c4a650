import { openPacked } from '../archives/open-packed.js'
import { ByteWindow } from '../bytes/byte-window.js'
import { isReadOnce } from '../bytes/is-read-once.js'
import type { SourceRecord } from '../source-record.js'
import { chooseXmlTable } from '../xml/choose-xml-table.js'
import { listXmlTables, type XmlTable } from '../xml/list-xml-tables.js'
import { readXml } from '../xml/read-xml.js'
import type { DumpOptions } from './open-dump.js'
import { openTextFile, openTextStream } from './open-text.js'
import type { RecordCounter } from './record-counter.js'

/**
 * Walked twice, as a dump of SQL is: once for what stands where, once for the elements that are users. What can be read
 * once only is judged by its beginning.
 */
export const openXml = async (
  window: ByteWindow,
  options: DumpOptions,
  counter: RecordCounter,
): Promise<AsyncIterable<SourceRecord[]>> => {
  const { file } = counter
  if (await isReadOnce(file)) {
    // A whole path needs no look at what there is, which may come later than the beginning.
    if (options.table?.includes('/') === true) return readXml(window, options.table, counter)
    const beginning = new ByteWindow(once(window.buffer))
    const table = chooseXmlTable(file, await listXmlTables(beginning, file, true), options.table)
    return readTable(window, table, counter)
  }
  const packed = await openPacked(file, options)
  const how = { signal: options.signal, encoding: options.encoding, isStrict: options.strict }
  const again = await (packed === undefined ? openTextFile(file, how) : openTextStream(packed.bytes, how))
  try {
    return readTable(
      window,
      chooseXmlTable(file, await listXmlTables(again.window, file), options.table),
      counter,
    )
  } finally {
    await again.window.close()
  }
}

const readTable = (
  window: ByteWindow,
  { path, name }: XmlTable,
  counter: RecordCounter,
): AsyncIterable<SourceRecord[]> => {
  counter.note('xml_elements', 1, `The elements ${name} (${path}) were read, one user each.`)
  return readXml(window, path, counter)
}

const once = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
