const bars = '|│┃║'
const crossings = /[+|┬┼┴╦╬╩╤╪╧╥╫╨┳╋┻┿╂┯┷]/

/**
 * `----+----` of psql, `+----+----+` of mysql, `|---|---|` of Markdown; sqlite3 and Oracle draw the same, and many draw
 * with the lines of Unicode: `├────┼────┤`.
 */
export const isRule = (line: string): boolean =>
  (/^[\s|+:=-]{3,}$/.test(line) && /--|==/.test(line) && /[+|]/.test(line)) ||
  (/^[\s\u2500-\u257f+|-]{3,}$/.test(line) && /[─━═╌┄]{2}/.test(line) && /[┌┏╔├┣┝┞┠╟╠╒╓╞└┗╚┬┼╪╤]/.test(line))

/** What stands between the cells of a table with such a rule; Markdown has a backslash before any other bar. */
export const barOf = (rule: string): RegExp => (/[\u2500-\u257f]/.test(rule) ? /[│┃║]/ : /(?<!\\)\|/)

/** Cells that a rule has room for. */
export const widthOf = (rule: string): number => {
  const inner = rule.trim().replace(/^[+|]|[+|]$/g, '')
  return inner.split(crossings).length
}

/** Cells of a line, without the frame of the table. */
export const cellsOf = (line: string, bar: RegExp): string[] => {
  const text = line.trim()
  const inner = bars.includes(text[0] ?? ' ') ? text.slice(1).replace(/(?<!\\)[|│┃║]$/, '') : line
  return inner.split(bar).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
