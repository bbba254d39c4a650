import { escapeToOneLine } from '../outcome/escape-controls.js'

/** A column whose longest value takes more than this is cut on a terminal. */
const maxWidth = 60

/** Prints rows as they come: widths are those of the first rows, later values that are longer push on. */
export const createTextTable = (
  columns: readonly string[],
  write: (text: string) => void,
): { add(rows: readonly (readonly string[])[]): void } => {
  let widths: number[] | undefined

  const formatRow = (cells: readonly string[], at: readonly number[]): string =>
    cells
      .map((cell, index) => cut(cell).padEnd(index === cells.length - 1 ? 0 : (at[index] ?? 0)))
      .join('  ')
      .trimEnd()

  return {
    add: (rows) => {
      const shown = rows.map((row) => row.map(escapeToOneLine))
      if (widths === undefined) {
        widths = columns.map((name, index) =>
          Math.min(
            maxWidth,
            shown.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), name.length),
          ),
        )
        write(`${formatRow(columns, widths)}\n`)
      }
      const at = widths
      write(shown.map((row) => `${formatRow(row, at)}\n`).join(''))
    },
  }
}

const cut = (text: string): string => (text.length > maxWidth ? `${text.slice(0, maxWidth - 1)}…` : text)
