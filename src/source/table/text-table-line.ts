const bars = '|│┃║'
/** Corners and crossings of Unicode: whatever is drawn and is no line. */
const crossing = /[+|\u250c-\u254b\u2550-\u257f]/
const line = '─━═╌┄┈╍┅┉'

/**
 * `----+----` of psql, `+----+----+` of mysql, `|---|---|` of Markdown; sqlite3 and Oracle draw the same, and many draw
 * with the lines of Unicode: `├────┼────┤`.
 */
export const isRule = (text: string): boolean =>
  (/^[\s|+:=-]{3,}$/.test(text) && /--|==/.test(text) && /[+|]/.test(text)) ||
  (/^[\s\u2500-\u257f+|-]{3,}$/.test(text) && drawn.test(text) && withoutLines(text) !== '')

const drawn = new RegExp(`[${line}]{2}`)
const lines = new RegExp(`[${line}\\s]`, 'g')
const withoutLines = (text: string): string => text.replace(lines, '')

/** What stands between the cells of a table with such a rule; Markdown has a backslash before any other bar. */
export const barOf = (rule: string): RegExp => (/[\u2500-\u257f]/.test(rule) ? /[│┃║]/ : /(?<!\\)\|/)

/** Cells that a rule has room for. */
export const widthOf = (rule: string): number => {
  const isDrawn = drawn.test(rule)
  const inner = isDrawn ? rule.trim().slice(1, -1) : rule.trim().replace(/^[+|]|[+|]$/g, '')
  const marks = isDrawn
    ? [...withoutLines(inner)].length
    : [...inner].filter((mark) => crossing.test(mark)).length
  return marks + 1
}

/** Cells of a line, without the frame of the table. */
export const cellsOf = (line: string, bar: RegExp): string[] => {
  const text = line.trim()
  const inner = bars.includes(text[0] ?? ' ') ? text.slice(1).replace(/(?<!\\)[|│┃║]$/, '') : line
  return inner.split(bar).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
