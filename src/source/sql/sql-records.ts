import type { Problem } from '../../outcome/problem.js'
import type { JsonObject } from '../source-record.js'
import { broken, incomplete, quoteEnd, readSqlValue, skipSqlSpace } from './sql-text.js'

export interface SqlRow {
  end: number
  /** The values; undefined when the row cannot be read without the database. */
  values: (string | null)[] | undefined
}

/** A row `(…)` of INSERT. @returns `incomplete` or `broken` where there is none */
export const readInsertRow = (text: string, start: number, hasBackslashes: boolean): SqlRow | number => {
  if (text[start] !== '(') return broken
  const values: (string | null)[] = []
  let at = start + 1
  while (true) {
    at = skipSqlSpace(text, at)
    if (at < 0) return at
    const value = readSqlValue(text, at, hasBackslashes)
    if (value === incomplete) return incomplete
    if (typeof value === 'number') return skipRow(text, start, hasBackslashes)
    values.push(value.value)
    at = skipSqlSpace(text, value.end)
    if (at < 0) return at
    if (text[at] === ')') return { end: at + 1, values }
    if (text[at] !== ',') return skipRow(text, start, hasBackslashes)
    at++
  }
}

/** To the parenthesis that closes a row with calls inside. */
const skipRow = (text: string, start: number, hasBackslashes: boolean): SqlRow | number => {
  let depth = 0
  for (let at = start; at < text.length;) {
    const char = text[at]
    if (char === "'" || char === '"') {
      const end = quoteEnd(text, at, hasBackslashes)
      if (end < 0) return end
      at = end
      continue
    }
    at++
    if (char === '(') depth++
    else if (char === ')' && --depth === 0) return { end: at, values: undefined }
  }
  return incomplete
}

const copyEscapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** A line of COPY in its text format. */
export const readCopyRow = (line: string): (string | null)[] =>
  line
    .split('\t')
    .map((cell) =>
      cell === '\\N'
        ? null
        : cell.includes('\\')
          ? cell.replace(/\\([0-7]{1,3}|x[\da-fA-F]{1,2}|[\s\S])/g, (_, code: string) => unescapeCopy(code))
          : cell,
    )

const unescapeCopy = (code: string): string => {
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
  if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
  return copyEscapes[code] ?? code
}

/** The record of a row, or why there is none. */
export const toRecord = (
  columns: readonly string[] | undefined,
  values: readonly (string | null)[] | undefined,
): { record: JsonObject } | { problem: Problem } => {
  if (values === undefined) {
    return rowProblem(
      'The row holds more than plain values, which only the database can work out. Export the table as CSV.',
    )
  }
  if (columns === undefined) {
    return rowProblem(
      'Nothing in the file names the columns of the table. Dump it with its CREATE TABLE, or with --column-inserts.',
    )
  }
  if (columns.length !== values.length) {
    return rowProblem(`Expected ${columns.length} values, got ${values.length}. Mend the row.`)
  }
  return { record: Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])) }
}

const rowProblem = (message: string): { problem: Problem } => ({ problem: { code: 'sql_row', message } })
