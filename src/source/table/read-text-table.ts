import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'
import { barOf, cellsOf, isRule, widthOf } from './text-table-line.js'

const maxLineBytes = 1024 * 1024
/** The lines of a header: names, and types below them in DuckDB. */
const mostAbove = 3

/** `(2 rows)`, `2 rows in set (0.00 sec)`, `│ 2 rows  4 columns │`, and the prompts of a session. */
const footer =
  /^\W{0,4}(?:\(\d+ (?:rows?|Zeilen?|lignes?|filas?|righe|строк\w?)\)\s*$|\d+ rows? (?:in set|selected)|\d+ rows? +\d+ columns?\W*$)|^(?:(?:mysql|MariaDB \[[^\]]*\]|sqlite|\w+=)[>#])/i

/** A table as psql, mysql, sqlite3 or Markdown draw it, for people to look at. */
export const readTextTable = async function* (
  window: ByteWindow,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  let columns: string[] | undefined
  let bar = /\|/
  /** Lines above the first rule that could hold the names. */
  let above: string[] = []
  let isOver = false
  let records: SourceRecord[] = []
  while (true) {
    skipLineEnds(window)
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
    if (isRule(line)) {
      if (columns === undefined) bar = barOf(line)
      columns ??= above.map((one) => cellsOf(one, bar)).find(({ length }) => length === widthOf(line))
    } else if (columns === undefined) above = [...above.slice(-mostAbove), line]
    else if (footer.test(line)) isOver = true
    // What a session says behind its table: `Bye`, other commands.
    else if (line.trim() !== '' && !(isOver && !bar.test(line))) {
      records.push(toRecord(columns, bar, line, lineNumber, counter))
    }
  }
  if (records.length > 0) yield records
}

/** However many blank lines there are, they are nothing. */
const skipLineEnds = (window: ByteWindow): void => {
  let count = 0
  while (window.buffer[count] === 10) count++
  if (count > 0) window.consume(count, count)
}

const toRecord = (
  columns: readonly string[],
  bar: RegExp,
  line: string,
  lineNumber: number,
  counter: RecordCounter,
): SourceRecord => {
  const cells = cellsOf(line, bar)
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
