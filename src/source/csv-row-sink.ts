import { encodingProblem } from './judge-json.js'
import { hasInvalidMark } from './mark-invalid-bytes.js'
import { recordsPerBatch } from './records-per-batch.js'
import { createRowBuilder, type RowBuilder } from './row-builder.js'
import type { Problem } from '../outcome/problem.js'
import type { DecodingState } from './decode-text.js'
import type { RecordCounter } from './record-counter.js'
import type { SourceRecord } from './source-record.js'

/** Turns rows into records and collects them until they are taken. */
export class CsvRowSink {
  readonly #columns: readonly string[]
  readonly #decoding: DecodingState
  readonly #counter: RecordCounter
  readonly #buildRow: RowBuilder
  #batches: SourceRecord[][] = []

  constructor(columns: readonly string[], decoding: DecodingState, counter: RecordCounter) {
    this.#columns = columns
    this.#decoding = decoding
    this.#counter = counter
    this.#buildRow = createRowBuilder(columns)
  }

  /** Whether the row is a record or a blank line, which counts for nothing. */
  hasRightCount(cells: readonly string[]): boolean {
    return cells.length === this.#columns.length || isBlank(cells)
  }

  /** @returns false when the row has to be rejected, by `rejectRow` */
  addRow(cells: readonly string[], line: number): boolean {
    if (cells.length !== this.#columns.length) return isBlank(cells)
    if (cells.length === 1 && isBlank(cells)) return true
    if (this.#decoding.hasInvalidBytes && cells.some(hasInvalidMark)) return false
    this.#add(this.#counter.good(line, this.#buildRow(cells)))
    return true
  }

  /** @param text the row as it stands in the file */
  rejectRow(cells: readonly string[], line: number, text: Buffer | string): void {
    const hasRightCount = cells.length === this.#columns.length
    const column = this.#columns[cells.findIndex(hasInvalidMark)]
    this.reject(hasRightCount ? encodingProblem(column) : this.#countProblem(cells.length), line, text)
  }

  reject(problem: Problem, line: number, text: Buffer | string): void {
    this.#add(this.#counter.bad(line, problem, text))
  }

  takeBatches(): SourceRecord[][] {
    const batches = this.#batches
    this.#batches = []
    return batches
  }

  #add(record: SourceRecord): void {
    const last = this.#batches.at(-1)
    if (last !== undefined && last.length < recordsPerBatch) last.push(record)
    else this.#batches.push([record])
  }

  #countProblem(count: number): Problem {
    const message = `Expected ${this.#columns.length} cells, got ${count}. Check the delimiter, and quotes around cells that hold it.`
    return { code: 'csv_column_count', message }
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && (cells[0] ?? '').trim() === ''
