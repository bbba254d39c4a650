import { createXmlReader } from './read-xml.js'

export interface SheetContext {
  shared: readonly string[]
  /** Whether a style shows its number as a date. */
  dateStyles: readonly boolean[]
  is1904: boolean
}

export interface SheetRow {
  /** As the sheet numbers it. */
  row: number
  cells: string[]
}

const mostColumns = 16_384
const dayMs = 24 * 60 * 60 * 1000

/** The rows of a sheet that hold anything, as they arrive. Formulas count by the value that was saved with them. */
export const readRows = async function* (
  bytes: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<SheetRow> {
  let rows: SheetRow[] = []
  let row = 0
  let cells: string[] = []
  let column = 0
  let cell: { type: string; style: number; text: string } | undefined
  let isValue = false
  const reader = createXmlReader({
    onOpen: (name, { r = '', t = 'n', s = '0' }) => {
      if (name === 'row') {
        row = /^\d+$/.test(r) ? Number(r) : row + 1
        cells = []
        column = 0
      } else if (name === 'c') {
        column = columnOf(r) ?? column
        cell = { type: t, style: Number(s), text: '' }
      } else if (name === 'v' || name === 't') isValue = true
    },
    onText: (text) => {
      if (isValue && cell !== undefined) cell.text += text
    },
    onClose: (name) => {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'c' && cell !== undefined) {
        if (column < mostColumns) {
          while (cells.length < column) cells.push('')
          cells[column] = valueOf(cell, context)
        }
        column += 1
        cell = undefined
      } else if (name === 'row') rows.push({ row, cells })
    },
  })
  for await (const chunk of bytes) {
    reader.write(chunk)
    yield* rows
    rows = []
  }
  reader.end()
  yield* rows
}

/** `C` of `C12` is 2. */
const columnOf = (reference: string): number | undefined => {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const valueOf = (
  { type, style, text }: { type: string; style: number; text: string },
  { shared, dateStyles, is1904 }: SheetContext,
): string => {
  if (type === 's') return shared[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'true' : 'false'
  // An error such as #N/A is no value.
  if (type === 'e') return ''
  if (type === 'n' && text !== '') return dateStyles[style] === true ? dateOf(text, is1904) : numberOf(text)
  return text
}

/** As a whole number where it is one: `1.7841401234567E+16` keeps the digits that the sheet still has. */
const numberOf = (text: string): string => {
  const value = Number(text)
  return /e/i.test(text) && Number.isSafeInteger(value) ? String(value) : text
}

/** Excel counts days, with a 29 February 1900 that never was. */
const dateOf = (text: string, is1904: boolean): string => {
  const days = Number(text)
  if (!Number.isFinite(days) || days < 0 || days > 2_958_465) return text
  const base = is1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const iso = new Date(base + Math.round(days * dayMs)).toISOString()
  if (days < 1) return iso.slice(11, 19)
  return Number.isInteger(days) ? iso.slice(0, 10) : iso
}
