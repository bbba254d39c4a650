import { newlineOf, sampleRows } from './sample-rows.js'

export interface SniffedDialect {
  delimiter: string
  quote: string
  /** Cells of the first row that is not a comment, in the source's words. */
  firstRow: string[]
  /** Cells that most rows have. */
  width: number
  /** Rows looked at that have so many, of all rows looked at. */
  evenRows: number
  rows: number
}

const candidates = [',', ';', '\t', '|'] as const

/**
 * The delimiter under which most rows have the same number of cells, and more than one cell; a comma when there is
 * none. Delimiters inside quotes do not count.
 *
 * @param delimiter settles what is already known
 */
export const sniffDelimiter = (sample: string, delimiter?: string, quote?: string): SniffedDialect => {
  const declared = /^\s*"?sep=(.)"?\r?\n/i.exec(sample)
  const text = sample.slice(declared?.[0].length ?? 0).replace(/^(?:[ \t]*\r?\n|#[#!\s].*\r?\n)+/, '')
  const known = delimiter ?? declared?.[1]
  const found = bestOf(text, known, quote)
  if (!text.startsWith('#')) return found
  // A comment without a space behind `#` has fewer cells than the header below it.
  const below = bestOf(text.slice(text.indexOf('\n') + 1 || text.length), known, quote)
  return below.firstRow.length > found.firstRow.length ? below : found
}

const bestOf = (text: string, delimiter: string | undefined, quote = sniffQuote(text)): SniffedDialect => {
  let best = rowsBy(delimiter ?? ',', quote, text)
  for (const candidate of delimiter === undefined ? candidates : []) {
    const found = rowsBy(candidate, quote, text)
    if (scoreOf(found) > scoreOf(best)) best = found
  }
  return best
}

/** Single quotes are quotes only where the first cell begins with one and no double quote opens a cell. */
const sniffQuote = (text: string): string =>
  /^'[^'\n]*'(?:[,;\t|]|\r?\n|$)/.test(text) && !/(?:^|[,;\t|\n])"/.test(text) ? "'" : '"'

const scoreOf = ({ width, evenRows, rows }: SniffedDialect): number =>
  width < 2 || rows === 0 ? 0 : (evenRows / rows) ** 2 * width

const rowsBy = (delimiter: string, quote: string, text: string): SniffedDialect => {
  const table = sampleRows(text, { delimiter, quote, newline: newlineOf(text) })
  const [firstRow = firstLineCells(text, delimiter)] = table
  const counts = new Map<number, number>()
  for (const { length } of table) counts.set(length, (counts.get(length) ?? 0) + 1)
  let width = firstRow.length
  for (const [length, count] of counts) {
    if (length > 1 && (width < 2 || count > (counts.get(width) ?? 0))) width = length
  }
  const evenRows = counts.get(width) ?? 0
  return {
    delimiter,
    quote,
    firstRow: firstRow.map((cell) => cell.trim()),
    width,
    evenRows,
    rows: table.length,
  }
}

/** Where a quote that is never closed has swallowed all rows. */
const firstLineCells = (text: string, delimiter: string): string[] =>
  text === '' ? [] : (text.split(/[\r\n]/, 1)[0] ?? '').split(delimiter)
