import { escapeControls } from '../../outcome/escape-controls.js'
import { neutraliseCell } from '../../outcome/formula-cell.js'

/**
 * One line of RFC 4180 CSV, with its line feed. People open it with a spreadsheet: a text that would be a formula
 * there gets an apostrophe in front and quotes around it; what a terminal would act on is escaped.
 */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map((cell) => (typeof cell === 'string' ? writeText(cell) : (cell ?? ''))).join(',')}\n`

const writeText = (cell: string): string => {
  const neutral = neutraliseCell(cell)
  const text = escapeControls(neutral)
  return neutral !== cell || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
