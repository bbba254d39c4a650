import { MigrationError } from '../../outcome/migration-error.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { CsvDialect } from './csv-dialect.js'
import type { RecordCounter } from '../input/record-counter.js'
import { ColumnKinds } from './column-kinds.js'
import { CsvStretch } from './csv-stretch.js'
import { findHeader, type FoundHeader } from './find-header.js'
import { nameColumns } from './name-columns.js'
import { maxHeaderBytes, skipPreamble } from './skip-preamble.js'

export interface HeadOptions {
  /** Names of the columns of a table that has no header. */
  columns?: readonly string[] | undefined
  /** Whether there is a header; found out when undefined. */
  hasHeader?: boolean | undefined
  /** So much of the view is looked at, however much is in it. */
  sampleBytes: number
}

export interface TableHead {
  columns: readonly string[]
  kinds: ColumnKinds
  /** The header as it stands in the file; it stands there again where files were put together. */
  header?: readonly string[]
}

/**
 * Consumes everything down to the first record: blank lines, comments, Excel's `sep=;`, titles, the header, and
 * rows of types or examples under it.
 *
 * @returns undefined when the file ends before a header
 * @throws MigrationError when there is no header that can be used
 */
export const readTableHead = async (
  window: ByteWindow,
  dialect: CsvDialect,
  counter: RecordCounter,
  { columns, hasHeader, sampleBytes }: HeadOptions,
): Promise<TableHead | undefined> => {
  const start = window.buffer.length
  if (columns !== undefined) {
    const first = new CsvStretch(window.buffer.subarray(0, sampleBytes), dialect, window.isEnded)
    return { columns, kinds: new ColumnKinds(cellsOf(first), columns.length) }
  }
  await skipPreamble(window, dialect, (what) => headerError(counter, window, what))
  const stretch = await firstRows(window, dialect, counter, sampleBytes - (start - window.buffer.length))
  const rows = Array.from({ length: stretch?.rowCount ?? 0 }, (_, index) => stretch?.rowAt(index))
  const cells = rows.map((row) => row?.cells ?? [])
  if (cells.length === 0) return undefined

  const found: FoundHeader =
    dialect.isStrict === true || hasHeader === true
      ? { index: 0, dataCell: undefined, rowsUnder: 0 }
      : findHeader(cells)
  const { index } = found
  if (index === undefined) throw headerMissing(counter, window, cells[0] ?? [], found.dataCell)
  for (const row of rows.slice(0, index)) {
    if (row !== undefined)
      window.line = skipRow(row.cells, row.innerLines, window.line, 'csv_rows_above', counter)
  }
  const header = rows[index]
  if (header === undefined || header.quotes !== 'sound') {
    throw headerError(counter, window, 'has a quote out of place or never closed; mend it')
  }
  const below = cells.slice(index + 1 + found.rowsUnder)
  const named = nameColumns(header.cells, below, dialect.isStrict === true)
  if ('fault' in named) throw headerError(counter, window, named.fault)
  if (named.cleaned.length > 0) counter.note('csv_headings', window.line)
  window.line += header.innerLines + 1
  for (const row of rows.slice(index + 1, index + 1 + found.rowsUnder)) {
    if (row !== undefined)
      window.line = skipRow(row.cells, row.innerLines, window.line, 'csv_rows_under', counter)
  }
  window.consume(rows[index + found.rowsUnder]?.end ?? header.end, 0)
  return {
    columns: named.names,
    kinds: new ColumnKinds(below, named.names.length),
    header: header.cells.map((cell) => cell.trim()),
  }
}

const cellsOf = (stretch: CsvStretch): (readonly string[])[] =>
  Array.from({ length: stretch.rowCount }, (_, index) => stretch.rowAt(index).cells)

/** @returns the line behind it */
const skipRow = (
  cells: readonly string[],
  innerLines: number,
  line: number,
  code: 'csv_rows_above' | 'csv_rows_under',
  counter: RecordCounter,
): number => {
  if (cells.some((cell) => cell.trim() !== '')) counter.note(code, line)
  return line + innerLines + 1
}

/** At least one row, unless the file has none. */
const firstRows = async (
  window: ByteWindow,
  dialect: CsvDialect,
  counter: RecordCounter,
  sampleBytes: number,
): Promise<CsvStretch | undefined> => {
  let bytes = Math.max(sampleBytes, 1)
  while (true) {
    const isEnd = window.isEnded && window.buffer.length <= bytes
    if (isEnd && window.buffer.length === 0) return undefined
    const stretch = new CsvStretch(window.buffer.subarray(0, bytes), dialect, isEnd)
    if (stretch.rowCount > 0) return stretch
    if (isEnd) throw headerError(counter, window, 'has a quote out of place or never closed; mend it')
    if (bytes > maxHeaderBytes) {
      throw headerError(
        counter,
        window,
        'does not end within 8 MiB; check the format, the delimiter and the quotes',
      )
    }
    bytes *= 2
    while (window.buffer.length < bytes && !window.isEnded) await window.grow()
  }
}

const headerError = ({ file }: RecordCounter, { line }: ByteWindow, what: string): MigrationError =>
  new MigrationError('input', 'csv_header', `The CSV header of ${file} at line ${line} ${what}.`)

const headerMissing = (
  { file }: RecordCounter,
  { line }: ByteWindow,
  cells: readonly string[],
  dataCell: string | undefined,
): MigrationError => {
  const count = cells.length
  const what = dataCell === undefined ? 'has no cell that could be the name of a column' : 'holds data'
  return new MigrationError(
    'input',
    'csv_header_missing',
    `The first row of ${file} at line ${line} ${what} and is no header. Name its ${count} columns in order: --no-header --columns id,email,… (source.header: false and source.columns: ['id', 'email', …] in the config), with "" for one to leave out; or say that it is a header by --header (source.header: true).`,
  )
}
