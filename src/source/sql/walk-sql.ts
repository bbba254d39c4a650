import type { ByteWindow } from '../bytes/byte-window.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import { readCopyRow, readInsertRow } from './sql-records.js'
import { readSqlStatement } from './sql-statement.js'
import { broken, incomplete, skipSqlSpace } from './sql-text.js'

const maxRowChars = 8 * 1024 * 1024
const stretchBytes = 256 * 1024

/** What the walk over a dump meets. */
export type SqlEvent =
  | { kind: 'columns'; table: string; columns: string[] }
  | {
      kind: 'row'
      table: string
      columns: string[] | undefined
      line: number
      values: (string | null)[] | undefined
      text: string
    }
  | { kind: 'broken'; line: number; text: string }

/** Every row of a dump, in stretches of bounded memory. */
export const walkSql = async function* (
  window: ByteWindow,
  hasBackslashes: boolean,
): AsyncGenerator<SqlEvent[]> {
  const walker = new SqlWalker(hasBackslashes)
  while (true) {
    const text = window.buffer.toString()
    const { events, end } = walker.walk(text, window.line, window.isEnded)
    const used = Buffer.byteLength(text.slice(0, end))
    window.consume(used, countLineEnds(text, 0, end))
    if (events.length > 0) yield events
    if (end > 0) continue
    if (window.isEnded) return
    await window.grow(Math.max(stretchBytes, window.buffer.length * 2))
  }
}

type Place = { kind: 'top' } | { kind: 'insert' | 'copy'; table: string; columns: string[] | undefined }

class SqlWalker {
  readonly #hasBackslashes: boolean
  #place: Place = { kind: 'top' }

  constructor(hasBackslashes: boolean) {
    this.#hasBackslashes = hasBackslashes
  }

  walk(text: string, line: number, isEnded: boolean): { events: SqlEvent[]; end: number } {
    const events: SqlEvent[] = []
    // A line end of our own lets the last statement end.
    const view = isEnded ? `${text}\n;\n` : text
    let at = 0
    let atLine = line
    while (events.length < recordsPerBatch && at < text.length) {
      if (this.#place.kind !== 'copy') {
        // However many there are: they belong to no statement.
        const blanksEnd = endOfBlanks(text, at)
        atLine += countLineEnds(text, at, blanksEnd)
        at = blanksEnd
        if (at === text.length) break
      }
      const next = this.#step(view, at, atLine, events)
      if (next < 0 || next > text.length) {
        const isHopeless = isEnded || next === broken || view.length - at > maxRowChars
        if (!isHopeless) break
        const lineEnd = text.indexOf('\n', at) + 1
        const end = next > text.length ? text.length : lineEnd === 0 ? text.length : lineEnd
        if (next < 0 && text.slice(at, end).trim() !== '') {
          events.push({ kind: 'broken', line: atLine, text: text.slice(at, Math.min(end, at + 4096)) })
        }
        this.#place = { kind: 'top' }
        atLine += countLineEnds(text, at, end)
        at = end
        continue
      }
      atLine += countLineEnds(text, at, next)
      at = next
    }
    return { events, end: at }
  }

  #step(text: string, at: number, line: number, events: SqlEvent[]): number {
    if (this.#place.kind === 'copy') return this.#copyLine(text, at, line, this.#place, events)
    const start = skipSqlSpace(text, at)
    if (start < 0) return start
    const startLine = line + countLineEnds(text, at, start)
    return this.#place.kind === 'insert'
      ? this.#insertRow(text, start, startLine, this.#place, events)
      : this.#statement(text, start, events)
  }

  #statement(text: string, start: number, events: SqlEvent[]): number {
    const statement = readSqlStatement(text, start, this.#hasBackslashes)
    if (typeof statement === 'number') return statement
    if (statement.kind === 'table') {
      events.push({ kind: 'columns', table: statement.table, columns: statement.columns })
    } else if (statement.kind !== 'other') {
      this.#place = { kind: statement.kind, table: statement.table, columns: statement.columns }
    }
    return statement.end
  }

  #insertRow(
    text: string,
    start: number,
    line: number,
    { table, columns }: Place & { table: string; columns: string[] | undefined },
    events: SqlEvent[],
  ): number {
    const char = text[start]
    if (char === ',') return start + 1
    if (char !== '(') {
      // ON CONFLICT, RETURNING, or the semicolon.
      this.#place = { kind: 'top' }
      const rest = readSqlStatement(text, start, this.#hasBackslashes)
      // The next statement, where none needs a semicolon before it.
      return typeof rest === 'number' || rest.kind !== 'other' ? start : rest.end
    }
    const row = readInsertRow(text, start, this.#hasBackslashes)
    if (typeof row === 'number') return row
    events.push({
      kind: 'row',
      table,
      columns,
      line,
      values: row.values,
      text: text.slice(start, Math.min(row.end, start + 4096)),
    })
    return row.end
  }

  #copyLine(
    text: string,
    at: number,
    line: number,
    { table, columns }: Place & { table: string; columns: string[] | undefined },
    events: SqlEvent[],
  ): number {
    const end = text.indexOf('\n', at)
    if (end === -1) return incomplete
    const content = text.slice(at, end).replace(/\r$/, '')
    if (content === '\\.') this.#place = { kind: 'top' }
    else
      events.push({
        kind: 'row',
        table,
        columns,
        line,
        values: readCopyRow(content),
        text: content.slice(0, 4096),
      })
    return end + 1
  }
}

const blanks = /\s*/y

const endOfBlanks = (text: string, start: number): number => {
  blanks.lastIndex = start
  blanks.test(text)
  return blanks.lastIndex
}

const countLineEnds = (text: string, start: number, end: number): number => {
  let count = 0
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}
