import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'

const maxLineBytes = 1024 * 1024

/** `----+----` of psql, `+----+----+` of mysql, `|---|---|` of Markdown; sqlite3 and Oracle draw the same. */
export const isRule = (line: string): boolean =>
  /^[\s|+:=-]{3,}$/.test(line) && /--|==/.test(line) && /[+|]/.test(line)

/** `(2 rows)`, `2 rows in set (0.00 sec)`. */
const footer = /^\s*(?:\(\d+ rows?\)\s*$|\d+ rows? (?:in set|selected))/i

/** A table as psql, mysql, sqlite3 or Markdown draw it, for people to look at. */
export const readTextTable = async function* (
  window: ByteWindow,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  let columns: string[] | undefined
  let previous = ''
  let records: SourceRecord[] = []
  while (true) {
    const end = window.buffer.indexOf(10) + 1
    if (end === 0 && !window.isEnded && window.buffer.length <= maxLineBytes) {
      if (records.length > 0) yield records
      records = []
      await window.grow()
      continue
    }
    if (window.buffer.length === 0) break
    const bytes = end === 0 ? window.buffer.length : end
    const line = window.buffer.toString('utf8', 0, bytes).replace(/\r?\n$/, '')
    const lineNumber = window.line
    window.consume(bytes, end === 0 ? 0 : 1)
    if (isRule(line)) columns ??= previous === '' ? undefined : cellsOf(previous)
    else if (columns !== undefined && line.trim() !== '' && !footer.test(line)) {
      records.push(toRecord(columns, line, lineNumber, counter))
    }
    previous = line.trim() === '' || isRule(line) ? previous : line
  }
  if (records.length > 0) yield records
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim())

const toRecord = (
  columns: readonly string[],
  line: string,
  lineNumber: number,
  counter: RecordCounter,
): SourceRecord => {
  const cells = line.startsWith('|') ? cellsOf(line) : line.split('|').map((cell) => cell.trim())
  // psql ends the lines of a cell that has several with a plus.
  if (cells.length !== columns.length || /\+\s*$/.test(line)) return counter.bad(lineNumber, unclear, line)
  return counter.good(
    lineNumber,
    Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])),
  )
}

const unclear: Problem = {
  code: 'table_row',
  message:
    'A bar or a line end inside a cell: the table is drawn for people and cannot say where the cell ends. Export CSV: psql --csv -c "…", or mysql --batch -e "…" > users.tsv.',
}
