import type { JsonValue } from '../../source/source-record.js'
import { readJsonCell } from './read-json-cell.js'
import { readText } from './read-text.js'

/**
 * Names in a cell: an array, JSON text of one, or text such as `a;b` or `a|b`. A comma separates only where
 * neither `;` nor `|` occurs. Blanks around names and empty names are dropped.
 */
export const readList = (value: JsonValue | undefined): string[] => {
  const cell = readJsonCell(value)
  if (Array.isArray(cell)) return cell.map(readText).flatMap((text) => text?.trim() ?? [])
  const text = readText(cell)
  if (text === undefined) return []
  return text
    .split(/[;|]/.test(text) ? /[;|]/ : ',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
