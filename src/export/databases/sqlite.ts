import { existsSync } from 'node:fs'
import { MigrationError } from '../../outcome/migration-error.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { cellText, toJsonRow, toParameter } from './column-value.js'
import { sqliteDialect } from './dialect.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'
import { type CatalogColumn, rowsPerFetch, type SqlSession } from './sql-session.js'

/** What `node:sqlite` and `better-sqlite3` have in common. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): unknown
}

interface SqliteStatement {
  iterate(...values: unknown[]): Iterable<unknown>
  /** Of `node:sqlite`. */
  setReadBigInts?(isOn: boolean): void
  /** Of `better-sqlite3`. */
  safeIntegers?(isOn: boolean): void
}

/** Opens a file, which is never written to, in one transaction. */
export const openSqlite = async (
  path: string,
  openDatabase: (path: string) => Promise<SqliteDatabase> = openFile,
): Promise<SqlSession> => {
  if (!existsSync(path)) {
    throw new MigrationError('input', 'input_not_found', `there is no database ${path}; check the path`)
  }
  const database = await openDatabase(path).catch((error: unknown) => {
    throw explainFailure('SQLite', error)
  })
  const ask = (sql: string, values: readonly JsonValue[] = []): JsonObject[] => {
    try {
      return Array.from(iterate(database, sql, values), (row) => toJsonRow(row as JsonObject))
    } catch (error) {
      throw explainFailure('SQLite', error)
    }
  }
  database.exec('PRAGMA query_only = 1')
  database.exec('BEGIN')
  // The first reading fixes the moment.
  const [about] = ask('SELECT sqlite_version() AS version, (SELECT count(*) FROM sqlite_master) AS tables')
  return {
    dialect: sqliteDialect,
    version: `SQLite ${cellText(about?.['version'])}`,
    snapshot: 'transaction',
    defaultSchema: 'main',
    listColumns: async () => listColumns(ask),
    all: async (sql, values) => ask(sql, values),
    stream: async function* (sql, values) {
      let piece: JsonObject[] = []
      for (const row of iterate(database, sql, values)) {
        piece.push(toJsonRow(row as JsonObject))
        if (piece.length < rowsPerFetch) continue
        yield piece
        piece = []
      }
      if (piece.length > 0) yield piece
    },
    close: async () => {
      database.close()
    },
  }
}

/** Whole numbers beyond 2^53 stay what they are. */
const iterate = (database: SqliteDatabase, sql: string, values: readonly JsonValue[]): Iterable<unknown> => {
  const statement = database.prepare(sql)
  statement.setReadBigInts?.(true)
  statement.safeIntegers?.(true)
  const parameters = values.map(toParameter)
  return statement.iterate(...parameters)
}

const listColumns = (ask: (sql: string) => JsonObject[]): CatalogColumn[] =>
  ask(
    "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type IN ('table', 'view') ORDER BY m.name, p.cid",
  ).map((row) => ({
    schema: 'main',
    table: cellText(row['t']),
    column: cellText(row['c']),
    isReadable: true,
  }))

const openFile = async (path: string): Promise<SqliteDatabase> => {
  const builtIn = await loadBuiltIn()
  if (builtIn !== undefined) return new builtIn.DatabaseSync(path, { readOnly: true })
  const { default: Database } = await loadDriver<{
    default: new (path: string, options: object) => SqliteDatabase
  }>('better-sqlite3', 'SQLite with a Node.js before 22.13')
  try {
    return new Database(path, { readonly: true, fileMustExist: true })
  } catch (cause) {
    // Its first use loads what was compiled, perhaps for another Node.js.
    if ((cause as NodeJS.ErrnoException).code === 'ERR_DLOPEN_FAILED') throw miscompiled(cause)
    throw cause
  }
}

const miscompiled = (cause: unknown): MigrationError =>
  new MigrationError(
    'usage',
    'driver_missing',
    'the package better-sqlite3 was compiled for another Node.js: npm rebuild better-sqlite3',
    { cause },
  )

interface BuiltIn {
  StatementSync: { prototype: object }
  DatabaseSync: new (path: string, options: object) => SqliteDatabase
}

/** Named by a variable: the types of older Node.js do not know it. */
const builtInName: string = 'node:sqlite'

const loadBuiltIn = async (): Promise<BuiltIn | undefined> => {
  try {
    const loaded = (await import(builtInName)) as BuiltIn
    // Node 22 before 22.13 reads row by row only without iterate().
    return 'iterate' in loaded.StatementSync.prototype ? loaded : undefined
  } catch {
    return undefined
  }
}
