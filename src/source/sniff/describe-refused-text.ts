import { isJsonObject } from '../json/judge-json.js'
import { parseJson } from '../json/values/parse-json.js'
import { refusedLines, refusedTexts } from './refused-texts.js'

/** So many lines must all be of one form. */
const looked = 12

const blank = /^\s*(?:[#;!].*)?$/

/** What an API says of an error, and nothing else. */
const errorKeys =
  /^(?:error|errors|error_?description|error_?code|error_?uri|message|msg|status|status_?code|code|title|type|detail|details|description|reason|timestamp|path|trace_?id|request_?id|instance|success|ok|fault|exception|innererror|documentation_url)$/i

const describeError = (text: string): string | undefined => {
  if (!text.startsWith('{') || text.length > 8000) return undefined
  const answer = parseJson(text)
  if (!isJsonObject(answer)) return undefined
  // GraphQL has `data: null` beside its errors.
  const keys = Object.keys(answer).filter((key) => answer[key] !== null && key !== 'extensions')
  const isError =
    keys.some((key) => /^(?:errors?|fault|exception|message|msg|detail)$/i.test(key)) &&
    keys.every((key) => errorKeys.test(key))
  return isError ? 'the answer of an API to a request that failed. Fetch the users afresh' : undefined
}

/** `name = value` and `name : value`, one a line. */
const pair = /^\s*[\w.@$-][\w.@$ -]{0,63}?(?:\s*=|\s+:\s)/
const section = /^\[[^[\]{}",]{1,80}\]\s*$/

/** What a text is that is known and cannot be read, and what to do with it; undefined for all others. */
export const describeRefusedText = (text: string): string | undefined => {
  const head = text.slice(0, 8000)
  const known = refusedTexts.find(({ begins }) => begins.test(head))
  if (known !== undefined) return known.what
  const lines = head
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !blank.test(line))
    .slice(0, looked)
  const form =
    lines.length > 0 ? refusedLines.find(({ line }) => lines.every((one) => line.test(one))) : undefined
  return form?.what ?? describeError(text) ?? describePairs(lines) ?? describeFixedWidth(lines)
}

const describePairs = (lines: readonly string[]): string | undefined => {
  if (lines.length < 2 || !lines.every((line) => pair.test(line) || section.test(line))) return undefined
  if (!lines.some((line) => pair.test(line))) return undefined
  if (lines.some((line) => section.test(line))) return 'INI or TOML. Write the users as JSON or CSV'
  return 'one value a line (.mode line of sqlite3, Format-List of PowerShell, a file of properties). Export a table: sqlite3 -csv -header, Export-Csv'
}

/** Columns parted by blanks: with a rule of dashes below their names, or with every cell under its name. */
const describeFixedWidth = (lines: readonly string[]): string | undefined =>
  (!lines.some((line) => sqlLine.test(line)) &&
    lines.slice(0, 6).some((line) => /^\s*-{2,}(?: +-+)+\s*$/.test(line))) ||
  areAligned(lines)
    ? 'a table drawn with blanks (sqlcmd, SQL*Plus, .mode column of sqlite3, Format-Table of PowerShell, the lists of many command-line tools), which cannot say where a cell ends. Export CSV or JSON: sqlcmd -W -s ";", set markup csv on, sqlite3 -csv -header, Export-Csv, --json'
    : undefined

/** Comments of SQL may be drawn with dashes. */
const sqlLine =
  /^(?:-- *[A-Za-z]|\/\*|(?:insert|replace|create|drop|alter|set|use|begin|start|lock|copy|delete|pragma)\s)/i

/** Names with two blanks or more between them, no delimiter, and two blanks before each name on every other line, too. */
const areAligned = ([header = '', ...rows]: readonly string[]): boolean => {
  if (rows.length === 0 || /[,;|\t{}[\]:=<>"]/.test(header)) return false
  const starts = [...header.matchAll(/(?<= {2})\S/g)].map(({ index }) => index)
  const filled = rows.filter((row) => starts.some((at) => /\S/.test(row[at] ?? ' ')))
  return (
    starts.length > 0 &&
    filled.length * 2 > rows.length &&
    rows.every((row) => starts.every((at) => row.slice(at - 2, at).trim() === ''))
  )
}
