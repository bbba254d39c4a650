import type { Problem } from '../../outcome/problem.js'
import type { ColumnKinds } from './column-kinds.js'

/** What stands around a row that is too short. */
export interface RowSurroundings {
  /** The next row that is not blank; undefined when none can be seen. */
  next: readonly string[] | undefined
  /** Whether the row before it was taken for the first part of a record cut in two. */
  isRest: boolean
  /** Whether the file ends with it, without a line end. */
  isLastLine: boolean
}

export type MendedRow = { cells: string[] } | { problem: Problem; isCutInTwo?: boolean }

/**
 * A row of the wrong length as a record, where that is certain: the cells at its end are missing because they are
 * empty. It is not certain when a cell stands in a column of another kind, when the rest of the record may be on
 * the next line, or when the file ends too early: half a user would be worse than a row that is named.
 */
export const fillRow = (
  cells: readonly string[],
  columns: readonly string[],
  kinds: ColumnKinds,
  { next, isRest, isLastLine }: RowSurroundings,
): MendedRow => {
  const refuse = (why: string): MendedRow => ({ problem: countProblem(cells, columns, why) })
  if (isRest) return refuse(restOfRecord)
  const fit = kinds.judge(cells)
  if (fit === 'no') return refuse(outOfColumn)
  if (cells.length === 1 && !kinds.isAddressFirst(cells)) return refuse(checkDelimiter)
  if (isLastLine && cells.length < kinds.usualLength)
    return refuse('The file ends inside this row; export it again.')
  if (next !== undefined && next.length < columns.length && isRestOf(next, cells, fit, columns, kinds)) {
    return { problem: countProblem(cells, columns, cutInTwo), isCutInTwo: true }
  }
  if (fit === 'unknown' && cells.length !== kinds.usualLength) return refuse(checkDelimiter)
  return { cells: [...cells, ...Array.from({ length: columns.length - cells.length }, () => '')] }
}

const isRestOf = (
  next: readonly string[],
  cells: readonly string[],
  fit: 'yes' | 'unknown',
  columns: readonly string[],
  kinds: ColumnKinds,
): boolean => {
  const nextFit = kinds.judge(next)
  if (nextFit === 'no') return true
  if (next.length === 1) return !kinds.isAddressFirst(next)
  const isUnsure = fit === 'unknown' || nextFit === 'unknown'
  return isUnsure && cells.length + next.length - 1 === columns.length
}

/** The same for a row that is too long: what is beyond the columns is empty. */
export const cutRow = (
  cells: readonly string[],
  columns: readonly string[],
  kinds: ColumnKinds,
): MendedRow => {
  const isEmpty = cells.slice(columns.length).every((cell) => cell.trim() === '')
  const kept = cells.slice(0, columns.length)
  if (!isEmpty) return { problem: countProblem(cells, columns, checkDelimiter) }
  return kinds.judge(kept) === 'no' ? { problem: countProblem(cells, columns, outOfColumn) } : { cells: kept }
}

export const countProblem = (
  cells: readonly string[],
  columns: readonly string[],
  why = checkDelimiter,
): Problem => ({
  code: 'csv_column_count',
  message: `Expected ${columns.length} cells, got ${cells.length}. ${why}`,
})

const checkDelimiter = 'Check the delimiter, and quotes around cells that hold it.'
const outOfColumn =
  'A cell stands in a column of another kind: one is missing or there twice before it. Mend the row.'
const cutInTwo =
  'The record seems to go on with the next line: a line break inside a cell needs quotes around it.'
const restOfRecord =
  'It seems to be the rest of the record on the line before: a line break inside a cell needs quotes around it.'
