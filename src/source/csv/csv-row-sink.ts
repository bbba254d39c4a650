import { encodingProblem } from '../json/judge-json.js'
import { hasInvalidMark } from '../encoding/mark-invalid-bytes.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import type { RowBuilder } from './row-builder.js'
import { countProblem, cutRow, fillRow, type MendedRow, type RowSurroundings } from './mend-row.js'
import { isFooterRow } from './row-words.js'
import type { Problem } from '../../outcome/problem.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'
import type { CsvRow } from './csv-stretch.js'
import type { TableHead } from './read-table-head.js'

/** Turns rows into records and collects them until they are taken. */
export class CsvRowSink {
  readonly #head: TableHead
  readonly #isStrict: boolean
  readonly #decoding: DecodingState
  readonly #counter: RecordCounter
  readonly #buildRow: RowBuilder
  #batches: SourceRecord[][] = []
  /** The row before was the first part of a record cut in two. */
  #isCutInTwo = false

  constructor(
    head: TableHead,
    isStrict: boolean,
    decoding: DecodingState,
    counter: RecordCounter,
    buildRow: RowBuilder,
  ) {
    this.#head = head
    this.#isStrict = isStrict
    this.#decoding = decoding
    this.#counter = counter
    this.#buildRow = buildRow
  }

  /** Whether the row is a record or a blank line, which counts for nothing. */
  hasRightCount(cells: readonly string[]): boolean {
    return cells.length === this.#head.columns.length || this.isBlank(cells)
  }

  /** Whether a line of a longer row is a record by itself: as long as it should be, or shorter and in its columns. */
  isRecord(cells: readonly string[]): boolean {
    if (cells.length < 2) return false
    if (this.hasRightCount(cells)) return true
    return !this.#isStrict && this.#head.kinds.judge(cells) === 'yes'
  }

  /** Whether the next row has to be seen before this one can be judged. */
  needsNext(cells: readonly string[]): boolean {
    return !this.#isStrict && cells.length < this.#head.columns.length && !this.isBlank(cells)
  }

  /**
   * @param bytes where the row stands
   * @param next cells of the row behind it, where `needsNext` asks for them
   */
  addRow(row: CsvRow, bytes: Buffer, line: number, next: readonly string[] | undefined): void {
    const { cells } = row
    if (this.isBlank(cells)) return
    const isRest = this.#isCutInTwo
    this.#isCutInTwo = false
    if (!this.#isStrict && this.#isFooter(cells)) return this.#counter.note('csv_footer', line)
    if (!this.#isStrict && this.#isHeader(cells)) return this.#counter.note('csv_header_again', line)
    if (row.quotes === 'inner') this.#counter.note('csv_inner_quotes', line)
    if (cells.length === this.#head.columns.length) return this.#addCells(cells, row, bytes, line)
    const lastByte = bytes[row.end - 1]
    const isLastLine = row.end === bytes.length && lastByte !== 10 && lastByte !== 13
    const mended = this.#mend(cells, { next, isRest, isLastLine })
    if ('problem' in mended) {
      this.#isCutInTwo = mended.isCutInTwo === true
      return this.reject(mended.problem, line, bytes.subarray(row.start, row.end))
    }
    this.#counter.note(cells.length < mended.cells.length ? 'csv_rows_filled' : 'csv_rows_cut', line)
    this.#addCells(mended.cells, row, bytes, line)
  }

  reject(problem: Problem, line: number, text: Buffer | string): void {
    this.#add(this.#counter.bad(line, problem, text))
  }

  takeBatches(): SourceRecord[][] {
    const batches = this.#batches
    this.#batches = []
    return batches
  }

  isBlank(cells: readonly string[]): boolean {
    if (cells.length !== 1) return false
    const text = (cells[0] ?? '').trim()
    // Control-Z ends text files of old programs.
    return text === '' || (text === '\u001A' && !this.#isStrict)
  }

  #addCells(cells: readonly string[], row: CsvRow, bytes: Buffer, line: number): void {
    if (this.#decoding.hasInvalidBytes && cells.some(hasInvalidMark)) {
      const column = this.#head.columns[cells.findIndex(hasInvalidMark)]
      return this.reject(encodingProblem(column), line, bytes.subarray(row.start, row.end))
    }
    this.#add(this.#counter.good(line, this.#buildRow(cells)))
  }

  #mend(cells: readonly string[], surroundings: RowSurroundings): MendedRow {
    const { columns, kinds } = this.#head
    if (this.#isStrict) return { problem: countProblem(cells, columns) }
    return cells.length > columns.length
      ? cutRow(cells, columns, kinds)
      : fillRow(cells, columns, kinds, surroundings)
  }

  /** Only a row that is short, or empty at its end, can be one: the others need not be looked at. */
  #isFooter(cells: readonly string[]): boolean {
    const { length } = this.#head.columns
    const mayBe = cells.length < length || length === 2 || cells.at(-1) === ''
    return mayBe && length > 1 && isFooterRow(cells)
  }

  /** The header once more: two files were put together, or a program writes it on every page. */
  #isHeader(cells: readonly string[]): boolean {
    const { header } = this.#head
    if (header === undefined || cells.length !== header.length || cells.length < 2) return false
    // A page may begin with a form feed.
    return cells[0]?.trim() === header[0] && cells.every((cell, index) => cell.trim() === header[index])
  }

  #add(record: SourceRecord): void {
    const last = this.#batches.at(-1)
    if (last !== undefined && last.length < recordsPerBatch) last.push(record)
    else this.#batches.push([record])
  }
}
