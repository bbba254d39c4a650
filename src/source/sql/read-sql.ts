import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'
import type { FoundTable } from './choose-table.js'
import { toRecord } from './sql-records.js'
import { walkSql } from './walk-sql.js'

/** Whether backslashes are escapes in plain quotes: in MySQL and MariaDB they are, elsewhere only in `E'…'`. */
export const hasBackslashEscapes = (sample: string): boolean =>
  /`|\bENGINE\s*=|^-- (?:MySQL|MariaDB|phpMyAdmin|Adminer)|\\'/m.test(sample)

/** The tables that have rows, with their columns where the dump names them. */
export const listTables = async (window: ByteWindow, hasBackslashes: boolean): Promise<FoundTable[]> => {
  const columns = new Map<string, string[]>()
  const tables = new Map<string, string[] | undefined>()
  for await (const events of walkSql(window, hasBackslashes)) {
    for (const event of events) {
      if (event.kind === 'columns') columns.set(event.table, event.columns)
      else if (event.kind === 'row' && !tables.has(event.table)) tables.set(event.table, event.columns)
    }
  }
  return [...tables].map(([name, own]) => ({ name, columns: own ?? columns.get(name) }))
}

/** The rows of one table of a dump; of the other tables nothing. */
export const readSql = async function* (
  window: ByteWindow,
  table: string,
  hasBackslashes: boolean,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  const columns = new Map<string, string[]>()
  for await (const events of walkSql(window, hasBackslashes)) {
    const records: SourceRecord[] = []
    for (const event of events) {
      if (event.kind === 'columns') columns.set(event.table, event.columns)
      else if (event.kind === 'broken') records.push(counter.bad(event.line, brokenStatement, event.text))
      else if (event.table === table) {
        const row = toRecord(event.columns ?? columns.get(table), event.values)
        records.push(
          'problem' in row
            ? counter.bad(event.line, row.problem, event.text)
            : counter.good(event.line, row.record),
        )
      }
    }
    if (records.length > 0) yield records
  }
}

const brokenStatement: Problem = {
  code: 'sql_syntax',
  message:
    'The SQL cannot be followed here: a quote or parenthesis is missing, or the file ends too early. Dump the table afresh.',
}
