import { kindOfCell } from './cell-kinds.js'
import { cleanHeading } from './clean-heading.js'
import { isExampleRow, isHeadingWord, isTypeRow } from './row-words.js'

/** So many rows may stand above a header. */
const mostRowsAbove = 20

export interface FoundHeader {
  /** Index of the header among the rows; undefined when they begin with data. */
  index: number | undefined
  /** What made the first row data, for people; undefined when there is a header. */
  dataCell: string | undefined
  /** Rows directly under the header that are no records. */
  rowsUnder: number
}

/**
 * Finds the header among the first rows of a table: the first row about as wide as the others. Narrower titles and
 * versions may stand above it, and so may rows of data (examples) when a row further down is a header beyond doubt.
 *
 * @param rows cells of the first rows, blank ones included
 */
export const findHeader = (rows: readonly (readonly string[])[]): FoundHeader => {
  const width = usualWidth(rows)
  const first = rows.findIndex((cells) => isAsWide(cells, width))
  const index = findNamed(rows, first, width) ?? first
  const dataCell = findDataCell(rows[index] ?? [])
  if (index === -1 || dataCell !== undefined) return { index: undefined, dataCell, rowsUnder: 0 }
  return { index, dataCell: undefined, rowsUnder: countRowsUnder(rows, index) }
}

/** A row below the first wide one that has names where that one has data, or fewer cells and none of the names. */
const findNamed = (
  rows: readonly (readonly string[])[],
  first: number,
  width: number,
): number | undefined => {
  const firstCells = rows[first] ?? []
  const isData = findDataCell(firstCells) !== undefined
  if (!isData && firstCells.some(isHeadingCell)) return undefined
  const found = rows.slice(0, mostRowsAbove + 1).findIndex((cells, index) => {
    if (index <= first || !isAsWide(cells, width) || findDataCell(cells) !== undefined) return false
    return cells.filter(isHeadingCell).length >= 2 && (isData || countFilled(cells) > countFilled(firstCells))
  })
  return found === -1 ? undefined : found
}

const isHeadingCell = (cell: string): boolean => isHeadingWord(cleanHeading(cell))

const isAsWide = (cells: readonly string[], width: number): boolean => {
  const filled = countFilled(cells)
  return filled > 0 && filled * 2 > width && (filled > 1 || width === 1)
}

const countFilled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length

/** Filled cells of most rows: the median, so that titles and footers count for nothing. */
const usualWidth = (rows: readonly (readonly string[])[]): number => {
  const widths = rows
    .map(countFilled)
    .filter((width) => width > 0)
    .sort((a, b) => a - b)
  return widths[Math.floor(widths.length / 2)] ?? 1
}

/** A cell that nobody would call a column: an address, a hash, an id, a time, a number. */
const findDataCell = (cells: readonly string[]): string | undefined =>
  cells.find((cell) => kindOfCell(cell) !== undefined)

const countRowsUnder = (rows: readonly (readonly string[])[], index: number): number => {
  let count = 0
  while (count < 3) {
    const cells = rows[index + 1 + count]
    if (cells === undefined || !(isTypeRow(cells) || isExampleRow(cells))) return count
    count++
  }
  return count
}
