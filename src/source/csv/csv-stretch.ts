import { countLines } from '../count-lines.js'
import { holdsQuote, judgeQuotes, type Quotes } from './judge-quotes.js'
import { parseRows } from './parse-rows.js'
import type { CsvDialect } from '../csv-dialect.js'

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

/** The rows of a stretch of bytes that begins with a row. */
export class CsvStretch {
  readonly #bytes: Buffer
  readonly #dialect: CsvDialect
  readonly #rows: string[][]
  readonly #ends: number[]

  /** @param isEnd nothing follows: the last row needs no line end */
  constructor(bytes: Buffer, dialect: CsvDialect, isEnd: boolean) {
    this.#bytes = bytes
    this.#dialect = dialect
    // A lone CR at the end of the input is a line end, too.
    const hasLoneCr = isEnd && dialect.newline === 10 && bytes.at(-1) === 13
    const whole = isEnd ? bytes.length - (hasLoneCr ? 1 : 0) : bytes.lastIndexOf(dialect.newline) + 1
    const { rows, ends } = parseRows(bytes.subarray(0, whole), dialect)
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
    return { cells, start, end, innerLines, quotes: this.#judge(cells, start, end) }
  }

  #judge(cells: readonly string[], start: number, end: number): Quotes {
    if (!holdsQuote(cells, this.#dialect)) return 'sound'
    const text = this.#bytes.toString('utf8', start, end)
    const lineEnd = this.#dialect.newline === 13 ? /\r$/ : /\r?\n$|\r$/
    return judgeQuotes(text.replace(lineEnd, ''), cells, this.#dialect)
  }
}
