import { MigrationError } from '../../outcome/migration-error.js'
import type { PackedInput } from '../archives/packed-input.js'
import { isBomb, type ZipFile } from '../archives/zip-file.js'
import { readDateStyles, readSharedTexts, readSheets, type Sheet } from './read-parts.js'
import { chooseSheet } from './choose-sheet.js'
import { readRows } from './read-rows.js'

/** Texts of cells are kept in a table of their own, which has to be in memory. */
const maxTextBytes = 96 * 1024 * 1024

/**
 * One sheet of an .xlsx workbook as CSV text, in which every line is a row of the sheet.
 *
 * @param wanted name or number of the sheet; the first visible one that holds addresses, or a table, when undefined
 */
export const openWorkbook = async (
  path: string,
  zip: ZipFile,
  wanted: string | undefined,
): Promise<PackedInput> => {
  const { sheets, is1904 } = await readSheets(zip)
  const texts = zip.find('xl/sharedStrings.xml')
  if (texts !== undefined && texts.uncompressedSize > maxTextBytes) throw tooMuch(path)
  const shared = await readSharedTexts(zip)
  const context = { shared, dateStyles: await readDateStyles(zip), is1904 }
  const sheet =
    wanted === undefined ? await chooseSheet(path, zip, sheets, context) : findSheet(path, sheets, wanted)
  const entry = zip.find(sheet.member)
  if (entry === undefined) throw fail(path, `lacks the sheet ${sheet.name}: save it afresh`)
  if (isBomb(entry)) throw tooMuch(path)
  const others = sheets.filter(({ name }) => name !== sheet.name).map(({ name }) => name)
  const shifts: { line: number; by: number }[] = []
  return {
    bytes: rowsAsCsv(zip, readRows(zip.read(entry), context), shifts),
    name: `${path}.csv`,
    kind: 'xlsx',
    rowOf: (line) => line - (shifts.findLast((shift) => shift.line < line)?.by ?? 0),
    note: {
      code: 'workbook_sheet',
      message: `The sheet ${sheet.name} was read${others.length === 0 ? '' : `; the others by --sheet: ${others.slice(0, 20).join(', ')}`}.`,
    },
  }
}

const findSheet = (path: string, sheets: readonly Sheet[], wanted: string): Sheet => {
  const names = sheets.map(({ name }) => name).join(', ')
  const found = sheets.find(({ name }) => name === wanted) ?? sheets[Number(wanted) - 1]
  if (found === undefined)
    throw fail(path, `has no sheet ${wanted}: expected one of ${names}, got "${wanted}"`)
  return found
}

const rowsAsCsv = async function* (
  zip: ZipFile,
  rows: AsyncIterable<{ row: number; cells: string[] }>,
  shifts: { line: number; by: number }[],
): AsyncGenerator<Buffer> {
  let row = 1
  let shift = 0
  let text = ''
  let width = 0
  try {
    for await (const found of rows) {
      // Rows that are empty throughout are not in the file.
      if (found.row > row) text += '\n'.repeat(Math.min(found.row - row, maxGapRows))
      row = found.row + 1
      while (found.cells.at(-1) === '') found.cells.pop()
      if (found.cells.length > 0) width ||= found.cells.length
      while (found.cells.length > 0 && found.cells.length < width) found.cells.push('')
      text += `${found.cells.map(quote).join(',')}\n`
      const inner = found.cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
      if (inner > 0) {
        shift += inner
        shifts.push({ line: found.row + shift, by: shift })
      }
      if (text.length < 64 * 1024) continue
      yield Buffer.from(text)
      text = ''
    }
    if (text !== '') yield Buffer.from(text)
  } finally {
    zip.close()
  }
}

/** A sheet has no more rows. */
const maxGapRows = 1_048_576

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

const tooMuch = (path: string): MigrationError =>
  fail(path, `holds more than ${maxTextBytes / 1024 / 1024} MiB of text in its cells: save the sheet as CSV`)

const fail = (path: string, what: string): MigrationError =>
  new MigrationError('input', 'workbook', `The workbook ${path} ${what}.`)
