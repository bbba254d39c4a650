import { isAscii } from 'node:buffer'
import { countLines } from '../input/count-lines.js'
import { createEscapeReader, hideEscapes } from './backslash-escapes.js'
import { holdsQuote, judgeQuotes, type Quotes } from './judge-quotes.js'
import { parseRows } from './parse-rows.js'
import type { CsvDialect } from './csv-dialect.js'

/** One row, where it stands, and what its quotes are. */
export interface CsvRow {
  cells: readonly string[]
  start: number
  /** Behind its line end. */
  end: number
  /** Line ends inside its cells. */
  innerLines: number
  quotes: Quotes
}

interface BlankRows {
  isBlank(cells: readonly string[]): boolean
}

/** The rows of a stretch of bytes that begins with a row. */
export class CsvStretch {
  readonly #bytes: Buffer
  /** With what `hideEscapes` hides. */
  readonly #parsed: Buffer
  readonly #encoding: BufferEncoding
  readonly #readCell: ((cell: string) => string) | undefined
  readonly #dialect: CsvDialect
  readonly #rows: string[][]
  readonly #ends: number[]

  /** @param isEnd nothing follows: the last row needs no line end */
  constructor(bytes: Buffer, dialect: CsvDialect, isEnd: boolean) {
    const isEscaped = dialect.escape === 'backslash'
    this.#bytes = bytes
    this.#parsed = isEscaped ? hideEscapes(bytes, dialect) : bytes
    this.#encoding = isEscaped || isAscii(bytes) ? 'latin1' : 'utf8'
    this.#readCell = isEscaped ? createEscapeReader(dialect) : undefined
    this.#dialect = dialect
    // A lone CR at the end of the input is a line end, too.
    const hasLoneCr = isEnd && dialect.newline === 10 && bytes.at(-1) === 13
    const whole = isEnd ? bytes.length - (hasLoneCr ? 1 : 0) : this.#parsed.lastIndexOf(dialect.newline) + 1
    const { rows, ends } = parseRows(this.#parsed.subarray(0, whole), dialect, this.#encoding)
    this.#rows = rows
    this.#ends = ends
    if (!hasLoneCr || (ends.at(-1) ?? 0) !== whole) return
    if (rows.length > 0) ends[ends.length - 1] = bytes.length
  }

  get rowCount(): number {
    return this.#rows.length
  }

  /** @param index below `rowCount` */
  rowAt(index: number): CsvRow {
    const cells = this.#rows[index] ?? []
    const start = this.#ends[index - 1] ?? 0
    const end = this.#ends[index] ?? start
    const firstLineEnd = this.#bytes.indexOf(this.#dialect.newline, start) + 1
    const isOneLine = firstLineEnd === 0 || firstLineEnd >= end
    const innerLines = isOneLine ? 0 : countLines(this.#bytes, start, end - 1, this.#dialect.newline)
    const quotes = this.#judge(cells, start, end)
    return {
      cells: this.#readCell === undefined ? cells : cells.map(this.#readCell),
      start,
      end,
      innerLines,
      quotes,
    }
  }

  /** Cells of the first row behind one that is not blank; null when the stretch has none. */
  nextRow(index: number, blanks: BlankRows): readonly string[] | null {
    for (let next = index + 1; next < this.#rows.length; next++) {
      const cells = this.#rows[next] ?? []
      if (!blanks.isBlank(cells)) return cells
    }
    return null
  }

  #judge(cells: readonly string[], start: number, end: number): Quotes {
    if (!holdsQuote(cells, this.#dialect)) return 'sound'
    const text = this.#parsed.toString(this.#encoding, start, end)
    const lineEnd = this.#dialect.newline === 13 ? /\r$/ : /\r?\n$|\r$/
    return judgeQuotes(text.replace(lineEnd, ''), cells, this.#dialect)
  }
}
