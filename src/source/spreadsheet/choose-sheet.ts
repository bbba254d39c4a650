import { MigrationError } from '../../outcome/migration-error.js'
import { isBomb, type ZipFile } from '../archives/zip-file.js'
import type { Sheet } from './read-parts.js'
import { readRows, type SheetContext } from './read-rows.js'

/** So many rows of so many sheets are looked at. */
const mostRows = 40
const mostSheets = 20

/**
 * The sheet that is meant where nobody has said it: the first visible table in which addresses stand, else the first
 * table, for covers and legends come before it; else the first.
 */
export const chooseSheet = async (
  path: string,
  zip: ZipFile,
  sheets: readonly Sheet[],
  context: SheetContext,
): Promise<Sheet> => {
  const visible = sheets.filter(({ isHidden }) => !isHidden)
  const [first = sheets[0], ...others] = visible
  if (first === undefined) {
    throw new MigrationError('input', 'workbook', `The workbook ${path} is a workbook without a sheet.`)
  }
  if (others.length === 0) return first
  const looked: { sheet: Sheet; rows: string[][] }[] = []
  for (const sheet of visible.slice(0, mostSheets)) {
    looked.push({ sheet, rows: await firstRows(zip, sheet, context) })
  }
  const tables = looked.filter(({ rows }) => isTable(rows))
  return (tables.find(({ rows }) => rows.flat().some(isAddress)) ?? tables[0])?.sheet ?? first
}

const isAddress = (cell: string): boolean => /^[^\s@]{1,128}@[^\s@]{1,200}\.[^\s@]{2,63}$/.test(cell.trim())

const isTable = (rows: readonly string[][]): boolean =>
  rows.filter((cells) => cells.filter((cell) => cell.trim() !== '').length > 1).length > 1

const firstRows = async (zip: ZipFile, { member }: Sheet, context: SheetContext): Promise<string[][]> => {
  const entry = zip.find(member)
  const rows: string[][] = []
  if (entry === undefined || isBomb(entry)) return rows
  for await (const { cells } of readRows(zip.read(entry), context)) {
    rows.push(cells)
    if (rows.length >= mostRows) break
  }
  return rows
}
