import { stripVTControlCharacters } from 'node:util'

/** Some lines at the bottom of a terminal that are drawn again and again in place. */
export interface TerminalArea {
  /** Shows these lines. One write, of what changed alone; none when nothing did. */
  draw(lines: readonly string[]): void
  /** Leaves what is shown where it is and goes on below. */
  leave(): void
  /** Takes nothing of what is shown for granted: the next lines are drawn afresh, below. */
  forget(): void
}

export interface TerminalAreaOptions {
  write: (text: string) => void
  columns: () => number
  /** Only where something puts it back when the program is broken off. */
  hidesCursor: boolean
  /** Columns that a line takes, without its colours. */
  widthOf: (text: string) => number
}

const hideCursor = '\x1b[?25l'
export const showCursor = '\x1b[?25h'
const clearLine = '\x1b[K'
const clearBelow = '\x1b[J'

/** Lines must be narrower than the terminal. The cursor is hidden from the first line drawn until it is left. */
export const createTerminalArea = ({
  write,
  columns,
  hidesCursor,
  widthOf,
}: TerminalAreaOptions): TerminalArea => {
  let shown: readonly string[] = []
  let shownColumns = 0

  /**
   * From the start of the last line up to the start of the first. A terminal that has become narrower has wrapped
   * the lines it showed.
   */
  const rowsAbove = (nowColumns: number): number =>
    shown
      .slice(0, -1)
      .reduce(
        (rows, line) => rows + Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / nowColumns)),
        0,
      )

  return {
    draw: (lines) => {
      const nowColumns = columns()
      const isResized = shown.length > 0 && nowColumns !== shownColumns
      const isSame =
        !isResized && lines.length === shown.length && lines.every((line, row) => line === shown[row])
      if (isSame || lines.length === 0) return
      const up = shown.length === 0 ? 0 : rowsAbove(nowColumns)
      const start = shown.length === 0 ? (hidesCursor ? hideCursor : '') : `\r${up > 0 ? `\x1b[${up}A` : ''}`
      const isShorter = lines.length < shown.length
      const body = lines.map((line, row) => {
        // What is cleared below begins at the cursor, which must stand behind the last line.
        const isKept = !isResized && line === shown[row] && !(isShorter && row === lines.length - 1)
        return isKept ? '' : `${line}${clearLine}`
      })
      write(`${start}${isResized ? clearBelow : ''}${body.join('\r\n')}${isShorter ? clearBelow : ''}\r`)
      shown = [...lines]
      shownColumns = nowColumns
    },
    leave: () => {
      if (shown.length > 0) write(`\r\n${hidesCursor ? showCursor : ''}`)
      shown = []
    },
    forget: () => {
      shown = []
    },
  }
}
