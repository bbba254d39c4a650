import type { CsvDialect } from './csv-dialect.js'
import { CsvStretch, type CsvRow } from './csv-stretch.js'

/** Enough rows to see how long they are, in little text; more is looked at only where rows are long. */
const enoughRows = 20
const firstChars = 8 * 1024

/** Cells of the rows that a sample begins with, without blank rows and without a last one that is cut. */
export const sampleRows = (text: string, dialect: CsvDialect): (readonly string[])[] => {
  const few = wholeRows(text.slice(0, firstChars), dialect, text.length <= firstChars)
  const rows = few.length >= enoughRows || text.length <= firstChars ? few : wholeRows(text, dialect, true)
  return rows.map(({ cells }) => cells).filter((cells) => cells.length > 1 || cells[0]?.trim() !== '')
}

/** The rows themselves, with what their quotes are. */
export const wholeRows = (text: string, dialect: CsvDialect, isEnd: boolean): CsvRow[] => {
  const bytes = Buffer.from(text)
  const cut = new CsvStretch(bytes, dialect, false)
  const stretch = cut.rowCount === 0 && isEnd ? new CsvStretch(bytes, dialect, true) : cut
  return Array.from({ length: stretch.rowCount }, (_, index) => stretch.rowAt(index))
}

/** The byte that ends the lines of a text. */
export const newlineOf = (text: string): number => (!text.includes('\n') && text.includes('\r') ? 13 : 10)
