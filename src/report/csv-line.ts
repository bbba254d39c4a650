/** One line of RFC 4180 CSV, with its line feed. */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map((cell) => quoteCell(cell === undefined ? '' : String(cell))).join(',')}\n`

const quoteCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
