import type { CsvDialect } from './csv-dialect.js'

/**
 * What the quotes of a row are: `sound` as RFC 4180 has them; `inner` in the middle of cells that do not begin
 * with one, where they can only mean themselves; `broken` when one is out of place.
 */
export type Quotes = 'sound' | 'inner' | 'broken'

/**
 * Compares a row with its cells: written again by the rules, a sound one is what stands in the file.
 *
 * @param text the row as it stands in the file, without its line end
 */
export const judgeQuotes = (
  text: string,
  cells: readonly string[],
  { delimiter, quote, hasBlanks = false }: CsvDialect,
): Quotes => {
  let at = 0
  let hasInner = false
  const skipBlanks = (): void => {
    while (hasBlanks && (text[at] === ' ' || text[at] === '\t') && text[at] !== delimiter) at++
  }
  for (const [index, cell] of cells.entries()) {
    if (index > 0) skipBlanks()
    if (index > 0 && text[at++] !== delimiter) return 'broken'
    skipBlanks()
    const isQuoted = text[at] === quote
    const written = isQuoted ? quote + cell.replaceAll(quote, quote + quote) + quote : cell
    if (!text.startsWith(written, at)) return 'broken'
    at += written.length
    if (isQuoted || !cell.includes(quote)) continue
    // Blanks before the quote: it may have been meant to open the cell.
    if (cell.trimStart().startsWith(quote)) return 'broken'
    hasInner = true
  }
  skipBlanks()
  if (at !== text.length) return 'broken'
  return hasInner ? 'inner' : 'sound'
}

/** A row none of whose cells holds a quote is sound: csv-parse leaves every quote out of place in its cell. */
export const holdsQuote = (cells: readonly string[], { quote }: CsvDialect): boolean => {
  if (quote === '') return false
  for (const cell of cells) if (cell.includes(quote)) return true
  return false
}
