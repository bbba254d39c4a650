import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { ExportStep } from '../export-source.js'
import { keyOf } from './column-value.js'
import { inLines } from './dialect.js'
import { addTo, keyText, RowQueue } from './row-queue.js'
import type { SqlSession } from './sql-session.js'
import type { SqlChild, SqlPart, TimeColumn } from './sql-system.js'

/** Parents whose children are asked for at a time: SQL Server takes 2,100 parameters at most. */
const parentsPerPage = 500

export interface ReadPartOptions {
  session: SqlSession
  part: SqlPart
  /** ISO 8601; only rows changed since. */
  since?: string | undefined
}

/** Reads a part in the order of its key. A cursor is the key of the last row. */
export const readPart = (
  options: ReadPartOptions,
  from: JsonValue | undefined,
  signal: AbortSignal,
): AsyncIterable<ExportStep> =>
  options.part.children === undefined
    ? readFlat(options, from, signal)
    : options.session.canMixStreams === true
      ? readBeside(options, options.part.children, from, signal)
      : readWithChildren(options, options.part.children, from, signal)

/** How many rows there are. */
export const countPart = async ({ session, part, since }: ReadPartOptions): Promise<number> => {
  const { where, values } = condition(session, part, since, undefined)
  const [row] = await session.all(`SELECT COUNT(*) AS n FROM (${inLines(part.query)}) q${where}`, values)
  return Number(row?.['n'] ?? 0)
}

/**
 * One pass in the order of the key. Pieces end where the key changes: rows of one key are never torn apart, because
 * the pass goes on behind a key.
 */
async function* readFlat(
  { session, part, since }: ReadPartOptions,
  from: JsonValue | undefined,
  signal: AbortSignal,
): AsyncGenerator<ExportStep> {
  const { where, values } = condition(session, part, since, from)
  const sql = `SELECT * FROM (${inLines(part.query)}) q${where} ORDER BY ${session.dialect.quote(part.key)}`
  let pending: JsonObject[] = []
  for await (const piece of session.stream(sql, values)) {
    signal.throwIfAborted()
    for (const row of piece) pending.push(row)
    const end = findLastChange(pending, part.key)
    if (end === 0) continue
    yield makeStep(part, pending.slice(0, end))
    pending = pending.slice(end)
  }
  if (pending.length > 0) yield makeStep(part, pending)
}

async function* readWithChildren(
  { session, part, since }: ReadPartOptions,
  children: readonly SqlChild[],
  from: JsonValue | undefined,
  signal: AbortSignal,
): AsyncGenerator<ExportStep> {
  for (let after = from; ;) {
    signal.throwIfAborted()
    const { where, values } = condition(session, part, since, after)
    const ordered = `SELECT * FROM (${inLines(part.query)}) q${where} ORDER BY ${session.dialect.quote(part.key)}`
    const rows = await session.all(session.dialect.firstRows(ordered, parentsPerPage), values)
    if (rows.length === 0) return
    const keys = rows.map((row) => keyOf(row, part.key))
    const found = new Map<string, Map<string, JsonObject[]>>()
    const parents = new Map(rows.map((row, index) => [keyText(row[part.key]), keys[index]!]))
    for (const child of children) found.set(child.name, await readChildren(session, child, parents))
    yield makeStep(part, rows, (row) =>
      Object.fromEntries(
        children.map(({ name }) => [name, found.get(name)?.get(keyText(row[part.key])) ?? []]),
      ),
    )
    if (rows.length < parentsPerPage) return
    after = keys.at(-1) ?? undefined
  }
}

/**
 * Parents and children side by side, each table gone through once in the order of the parents: what is looked up by
 * page costs a scan for each where a table has no index for it. Children are joined with the parents, so that both
 * come in the same order, and none whose parent is not there stands in the way.
 */
async function* readBeside(
  { session, part, since }: ReadPartOptions,
  children: readonly SqlChild[],
  from: JsonValue | undefined,
  signal: AbortSignal,
): AsyncGenerator<ExportStep> {
  const { where, values } = condition(session, part, since, from)
  const key = session.dialect.quote(part.key)
  const parents = `SELECT * FROM (${inLines(part.query)}) q${where}`
  const beside = children.map(({ name, query, key: own }) => {
    const joined =
      `SELECT c.* FROM (${inLines(query)}) c JOIN (SELECT q.${key} FROM (${inLines(part.query)}) q${where}) p ` +
      `ON p.${key} = c.${session.dialect.quote(own)} ORDER BY p.${key}`
    return { name, rows: new RowQueue(session.stream(joined, values), own) }
  })
  for await (const rows of session.stream(`${parents} ORDER BY ${key}`, values)) {
    signal.throwIfAborted()
    const keys = new Set(rows.map((row) => keyText(row[part.key])))
    const found = new Map<string, Map<string, JsonObject[]>>()
    for (const { name, rows: queue } of beside) found.set(name, await queue.takeOf(keys))
    yield makeStep(part, rows, (row) =>
      Object.fromEntries(
        children.map(({ name }) => [name, found.get(name)?.get(keyText(row[part.key])) ?? []]),
      ),
    )
  }
}

/** @param parents keys as they are asked for, by their text */
const readChildren = async (
  session: SqlSession,
  { query, key }: SqlChild,
  parents: ReadonlyMap<string, JsonValue>,
): Promise<Map<string, JsonObject[]>> => {
  const asked = [...parents.values()]
  const places = asked.map((_, index) => session.dialect.parameter(index + 1)).join(', ')
  const rows = await session.all(
    `SELECT * FROM (${inLines(query)}) q WHERE ${session.dialect.quote(key)} IN (${places})`,
    asked,
  )
  const byFolded = new Map(Array.from(parents.keys(), (text) => [foldKey(text), text]))
  const byParent = new Map<string, JsonObject[]>()
  for (const row of rows) {
    const own = keyText(row[key])
    // What the database holds for equal belongs together, though it is written in another case.
    addTo(byParent, parents.has(own) ? own : (byFolded.get(foldKey(own)) ?? own), row)
  }
  return byParent
}

const makeStep = (
  part: SqlPart,
  rows: readonly JsonObject[],
  childrenOf: (row: JsonObject) => { [name: string]: readonly JsonObject[] } = () => ({}),
): ExportStep => {
  const { shape } = part
  const shaped =
    shape === undefined
      ? rows
      : rows.map((row) => shape(row, childrenOf(row))).filter((row) => row !== undefined)
  const last = rows.at(-1)
  return { rows: { [part.file]: shaped }, cursor: last === undefined ? null : keyOf(last, part.key) }
}

const condition = (
  { dialect }: SqlSession,
  { key, since: column }: SqlPart,
  since: string | undefined,
  after: JsonValue | undefined,
): { where: string; values: JsonValue[] } => {
  const values: JsonValue[] = []
  const terms = [`${dialect.quote(key)} IS NOT NULL`]
  if (after !== undefined) {
    values.push(after)
    terms.push(`${dialect.quote(key)} > ${dialect.parameter(values.length)}`)
  }
  if (since !== undefined && column !== undefined) {
    values.push(toColumnTime(since, column.unit))
    terms.push(`${dialect.quote(column.column)} >= ${dialect.parameter(values.length)}`)
  }
  return { where: ` WHERE ${terms.join(' AND ')}`, values }
}

const toColumnTime = (since: string, unit: TimeColumn['unit']): JsonValue => {
  const ms = Date.parse(since)
  switch (unit) {
    case 'seconds':
      return Math.floor(ms / 1000)
    case 'milliseconds':
      return ms
    case 'mediawiki':
      return new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14)
    default:
      return new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
  }
}

/** Index of the first row of the last key, 0 where all rows have one. */
const findLastChange = (rows: readonly JsonObject[], key: string): number => {
  const last = foldKey(rows.at(-1)?.[key])
  let at = rows.length - 1
  while (at > 0 && foldKey(rows[at - 1]?.[key]) === last) at -= 1
  return Math.max(0, at)
}

/** Collations may hold keys for equal that differ in case, accents or blanks at the end. */
const foldKey = (key: JsonValue | undefined): string =>
  keyText(key).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trimEnd()
