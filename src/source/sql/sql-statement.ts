import { broken, incomplete, quoteEnd, readSqlName, skipSqlSpace } from './sql-text.js'

/** How a statement begins, as far as it matters here. */
export type SqlStatement =
  | { kind: 'insert' | 'copy'; table: string; columns: string[] | undefined; end: number }
  | { kind: 'table'; table: string; columns: string[]; end: number }
  /** Any other, to its semicolon. */
  | { kind: 'other'; end: number }

/** SQL Server leaves INTO out. */
const insertHead =
  /(?:insert|replace)\s+(?:(?:ignore|low_priority|delayed|or\s+\w+)\s+)?(?:into\s+|(?=[["`]|\w+[ .(]))/iy
const copyHead = /copy\s+/iy
const tableHead =
  /create\s+(?:(?:global|local|temp|temporary|unlogged)\s+)?table\s+(?:if\s+not\s+exists\s+)?/iy

/** @returns `incomplete` when more text is needed, `broken` when it cannot be followed */
export const readSqlStatement = (
  text: string,
  start: number,
  hasBackslashes: boolean,
): SqlStatement | number => {
  for (const [head, read] of readers) {
    head.lastIndex = start
    if (head.test(text)) return read(text, head.lastIndex, hasBackslashes)
  }
  return readOther(text, start, hasBackslashes)
}

const readInsert = (text: string, start: number, hasBackslashes: boolean): SqlStatement | number => {
  const head = readTarget(text, start)
  if (typeof head === 'number') return head
  const found = /^values?\s*/i.exec(text.slice(head.end, head.end + 40))
  if (found !== null) return { kind: 'insert', ...head, end: head.end + found[0].length }
  return text.length - head.end < 40 ? incomplete : readOther(text, start, hasBackslashes)
}

const readCopy = (text: string, start: number, hasBackslashes: boolean): SqlStatement | number => {
  const head = readTarget(text, start)
  if (typeof head === 'number') return head
  const end = text.indexOf('\n', head.end)
  if (end === -1) return incomplete
  return /^\s*from\s+stdin\b/i.test(text.slice(head.end, end))
    ? { kind: 'copy', ...head, end: end + 1 }
    : readOther(text, start, hasBackslashes)
}

/** Table and list of columns. */
const readTarget = (text: string, start: number) => {
  const name = readSqlName(text, start)
  if (typeof name === 'number') return name
  const at = skipSqlSpace(text, name.end)
  if (at < 0) return at
  if (text[at] !== '(') return { table: name.name, columns: undefined, end: at }
  const columns: string[] = []
  let next = at + 1
  while (true) {
    next = skipSqlSpace(text, next)
    if (next < 0) return next
    const column = readSqlName(text, next)
    if (typeof column === 'number') return column
    columns.push(column.name)
    next = skipSqlSpace(text, column.end)
    if (next < 0) return next
    if (text[next] === ')') break
    if (text[next] !== ',') return broken
    next++
  }
  const end = skipSqlSpace(text, next + 1)
  return end < 0 ? end : { table: name.name, columns, end }
}

/** Words that begin what is no column inside CREATE TABLE. */
const noColumn = /^(?:primary|unique|key|index|constraint|foreign|check|fulltext|spatial|exclude|like)$/i

const readTable = (text: string, start: number, hasBackslashes: boolean): SqlStatement | number => {
  const name = readSqlName(text, start)
  if (typeof name === 'number') return name
  const open = skipSqlSpace(text, name.end)
  if (open < 0) return open
  if (text[open] !== '(') return readOther(text, start, hasBackslashes)
  const columns: string[] = []
  let depth = 0
  let isFirst = true
  for (let at = open; at < text.length;) {
    const skipped = skipSqlSpace(text, at)
    if (skipped < 0) return skipped
    at = skipped
    const char = text[at] ?? ''
    if (isFirst && depth === 1) {
      const column = readSqlName(text, at)
      if (column === incomplete) return incomplete
      if (typeof column === 'object' && (!noColumn.test(column.name) || /["`[]/.test(char)))
        columns.push(column.name)
      if (typeof column === 'object') at = column.end
      isFirst = false
      continue
    }
    if (char === "'" || char === '"' || char === '`') {
      const end = quoteEnd(text, at, hasBackslashes)
      if (end < 0) return end
      at = end
      continue
    }
    at++
    if (char === '(') {
      depth++
      isFirst = depth === 1
    } else if (char === ',' && depth === 1) isFirst = true
    else if (char === ')' && --depth === 0) return { kind: 'table', table: name.name, columns, end: at }
  }
  return incomplete
}

/** What ends with its line: commands of psql, and of sqlcmd in the scripts of SQL Server, which need no semicolons. */
const oneLine =
  /\\|(?:go|use|print|set\s+(?:identity_insert|ansi_\w+|quoted_identifier|nocount))\b[^;\n]*\r?\n/iy
const goLine = /\n[ \t]*go[ \t]*\r?\n/iy

const dollarTag = /\$\w{0,63}\$/y

const readOther = (text: string, start: number, hasBackslashes: boolean): SqlStatement | number => {
  oneLine.lastIndex = start
  if (oneLine.test(text)) {
    const end = text.indexOf('\n', start)
    return end === -1 ? incomplete : { kind: 'other', end: end + 1 }
  }
  for (let at = start; at < text.length;) {
    const char = text[at]
    if (char === ';') return { kind: 'other', end: at + 1 }
    if (char === '\n') {
      goLine.lastIndex = at
      if (goLine.test(text)) return { kind: 'other', end: goLine.lastIndex }
    }
    if (char === "'" || char === '"' || char === '`') {
      const end = quoteEnd(text, at, hasBackslashes)
      if (end < 0) return end
      at = end
      continue
    }
    if (char === '$') {
      dollarTag.lastIndex = at
      const tag = dollarTag.exec(text)?.[0]
      if (tag !== undefined) {
        const end = text.indexOf(tag, at + tag.length)
        if (end === -1) return incomplete
        at = end + tag.length
        continue
      }
    }
    const isComment = text.startsWith('--', at) || text.startsWith('/*', at)
    const skipped = isComment ? skipSqlSpace(text, at) : at + 1
    if (skipped < 0) return skipped
    at = skipped
  }
  return incomplete
}

const readers: readonly (readonly [
  RegExp,
  (text: string, start: number, hasBackslashes: boolean) => SqlStatement | number,
])[] = [
  [insertHead, readInsert],
  [copyHead, readCopy],
  [tableHead, readTable],
]
