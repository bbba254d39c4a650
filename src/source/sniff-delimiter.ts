export interface SniffedDialect {
  delimiter: string
  quote: string
  /** Cells of the first row that is not a comment, in the source's words. */
  firstRow: string[]
  /** Rows looked at that have as many cells as the first one, of all rows looked at. */
  evenRows: number
  rows: number
}

const candidates = [',', ';', '\t', '|'] as const
const maxRows = 50

/**
 * The delimiter under which most rows have as many cells as the first one, and more than one cell; a comma
 * when there is none. Delimiters inside quotes do not count.
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

const scoreOf = ({ firstRow, evenRows, rows }: SniffedDialect): number =>
  firstRow.length < 2 || rows === 0 ? 0 : (evenRows / rows) ** 2 * firstRow.length

const rowsBy = (delimiter: string, quote: string, text: string): SniffedDialect => {
  const counts: number[] = []
  const firstRow: string[] = []
  let cellCount = 1
  let isInside = false
  let cellStart = 0
  let at = 0
  const endCell = (): void => {
    if (counts.length === 0) firstRow.push(unquote(text.slice(cellStart, at), quote))
    cellStart = at + 1
  }
  for (; at < text.length && counts.length < maxRows; at++) {
    const char = text[at]
    if (char === quote && (isInside || at === cellStart)) isInside = !isInside
    else if (char === quote && text[at - 1] === quote) isInside = true
    else if (isInside) continue
    else if (char === delimiter) {
      endCell()
      cellCount++
    } else if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) {
      const isBlank = cellCount === 1 && text.slice(cellStart, at).trim() === ''
      if (!isBlank || counts.length === 0) {
        endCell()
        counts.push(cellCount)
      }
      cellStart = at + 1
      cellCount = 1
    }
  }
  if (counts.length === 0 && cellStart < text.length) {
    endCell()
    counts.push(cellCount)
  }
  const evenRows = counts.filter((count) => count === counts[0]).length
  return { delimiter, quote, firstRow, evenRows, rows: counts.length }
}

const unquote = (cell: string, quote: string): string => {
  const text = cell.replace(/\r$/, '')
  return quote !== '' && text.length > 1 && text.startsWith(quote) && text.endsWith(quote)
    ? text.slice(1, -1).replaceAll(quote + quote, quote)
    : text.trim()
}
