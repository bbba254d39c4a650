import { cellText } from '../../databases/column-value.js'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { SqlSession } from '../../databases/sql-session.js'
import type { SqlChild, SqlPart, SqlSystem } from '../../databases/sql-system.js'
import { usersFile } from '../../export-source.js'
import { proposeMapping } from './propose-mapping.js'
import { inLines } from '../../databases/dialect.js'
import { Names } from '../../databases/names.js'

/** A query as it was given, by the name of its file. */
export interface GivenQuery {
  name: string
  sql: string
}

export interface OwnSqlOptions {
  session: SqlSession
  /** One table … */
  table?: string | undefined
  schema?: string | undefined
  /** … or one query. */
  query?: string | undefined
  /** Column that tells users apart, and by which they are ordered. @default id, else the first column */
  key?: string | undefined
  /** Rows that belong to users: by their first column, or by `user_id` where there is one. */
  related: readonly GivenQuery[]
  /** The preset that joins the related files; undefined puts them inside the users. */
  preset?: string | undefined
}

/**
 * Users in tables of one's own. With a preset the related queries become its related files; without one their rows go
 * inside the users, as the generic preset reads them.
 */
export const openOwnSql = async (options: OwnSqlOptions): Promise<SqlSystem> => {
  const { session, related, preset } = options
  const query = options.query === undefined ? await findTable(options) : readQuery(options.query, '--query')
  const columns = await readColumns(session, query, 'the query of users')
  const key = chooseKey(columns, options.key, ['id', 'uuid', 'user_id', 'userId'])
  const users: SqlPart = { file: usersFile, query, key, since: findSince(columns) }
  const others: SqlPart[] = []
  const children: SqlChild[] = []
  for (const { name, sql } of related) {
    const given = readQuery(sql, `--related ${name}`)
    const own = await readColumns(session, given, `the query ${name}`)
    const owner = chooseKey(own, undefined, ['user_id', 'userId', 'userid'])
    if (preset === undefined) children.push({ name, query: given, key: owner })
    else others.push({ file: name, query: given, key: owner })
  }
  const part =
    children.length === 0
      ? users
      : {
          ...users,
          children,
          shape: (row: JsonObject, found: { readonly [name: string]: readonly JsonObject[] }) => ({
            ...row,
            ...Object.fromEntries(
              children.map(({ name, key: owner }) => [name, nest(name, found[name] ?? [], owner)]),
            ),
          }),
        }
  return {
    name: 'sql',
    preset: preset ?? null,
    dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
    usersTable: options.table ?? 'users',
    propose: (sample) => proposeMapping(sample, preset),
    plan: () => ({ parts: [part, ...others], columns }),
  }
}

const findTable = async ({ session, table = 'users', schema }: OwnSqlOptions): Promise<string> => {
  const names = new Names(session.dialect, await session.listColumns(), session.defaultSchema, {
    schema,
    table,
  })
  const found = names.findUsers(table)
  if (found !== undefined) return `SELECT * FROM ${found.sql}`
  const seen = names
    .listTables()
    .map(({ name }) => name)
    .slice(0, 12)
  throw new MigrationError(
    'input',
    'users_table_missing',
    `sql: expected a table ${table}; the account sees ${seen.length === 0 ? 'no tables' : seen.join(', ')}. Name one with --table, or give a query with --query`,
  )
}

/** One SELECT. It stands inside another one, in a transaction that can only read: anything else fails there, too. */
const readQuery = (text: string, flag: string): string => {
  const query = text
    .replaceAll(/^[^\S\n]*--[^\n]*$/gm, '')
    .trim()
    .replace(/;$/, '')
    .trim()
  if (/^(?:select|with)\b/i.test(withoutOpening(query)) && !query.includes(';')) return query
  throw new MigrationError(
    'usage',
    'query_invalid',
    `${flag}: expected a file with one SELECT, got ${query === '' ? 'nothing' : 'something else'}`,
  )
}

/** Comments and brackets before the first word. */
const withoutOpening = (query: string): string => {
  let rest = query
  for (;;) {
    const at = rest.startsWith('/*') ? rest.indexOf('*/') + 2 : rest.startsWith('(') ? 1 : 0
    if (at < 1 || (at === 1 && !rest.startsWith('('))) return rest
    rest = rest.slice(at).trimStart()
  }
}

/** Columns of a query that may give no rows: one that is not there stands for them. */
const readColumns = async (session: SqlSession, query: string, what: string): Promise<string[]> => {
  const [row] = await session.all(
    `SELECT q.* FROM (SELECT 1 AS one) nobody LEFT JOIN (${inLines(query)}) q ON 1 = 0`,
    [],
  )
  if (row !== undefined) return Object.keys(row)
  throw new MigrationError('input', 'query_empty', `${what} has no columns`)
}

const chooseKey = (
  columns: readonly string[],
  given: string | undefined,
  usual: readonly string[],
): string => {
  if (given === undefined) {
    return usual.find((name) => columns.includes(name)) ?? columns[0]!
  }
  if (columns.includes(given)) return given
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `--key: there is no column ${given}; there are ${columns.join(', ')}`,
  )
}

const findSince = (columns: readonly string[]): SqlPart['since'] => {
  const column = ['updated_at', 'updatedAt', 'modified_at', 'modifiedAt'].find((name) =>
    columns.includes(name),
  )
  return column === undefined ? undefined : { column, unit: 'timestamp' }
}

/** A list of names where the rows have one column besides the user's, else a list of objects; identities by provider. */
const nest = (name: string, rows: readonly JsonObject[], owner: string): JsonValue => {
  const inner = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => column !== owner)),
  )
  if (name === 'identities') {
    return Object.fromEntries(
      inner.map((row) => [
        cellText(row['provider'] ?? row['target'] ?? ''),
        { userId: row['user_id'] ?? row['provider_id'] ?? row['provider_user_id'] ?? row['uid'] ?? null },
      ]),
    )
  }
  if (name === 'organizations') return gatherOrganizations(inner)
  return inner.map((row) => {
    const values = Object.values(row)
    return values.length === 1 ? values[0]! : row
  })
}

/** A row for each role of a member. */
const gatherOrganizations = (rows: readonly JsonObject[]): JsonValue => {
  const found = new Map<string, { [name: string]: JsonValue; roles: JsonValue[] }>()
  for (const { role = null, ...organization } of rows) {
    const id = cellText(organization['id'] ?? organization['name'] ?? '')
    const known = found.get(id) ?? { ...organization, roles: [] }
    if (role !== null) known.roles.push(role)
    found.set(id, known)
  }
  return [...found.values()]
}
