import type { JsonObject } from '../../source/source-record.js'
import { cellText, toJsonRow } from './column-value.js'
import { postgresqlDialect } from './dialect.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'
import { rowsPerFetch, type SqlSession } from './sql-session.js'

/** What is used of `pg`. */
interface Driver {
  Client: new (options: object) => Client
}

interface Client {
  connect(): Promise<void>
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  end(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): void
}

/** One connection in a transaction that is REPEATABLE READ and READ ONLY: every table as it was at one moment. */
export const openPostgresql = async (url: string): Promise<SqlSession> => {
  const { Client } = await loadDriver<Driver>('pg', 'PostgreSQL')
  const client = new Client({
    connectionString: url,
    application_name: 'logto-migrate export',
    types: { getTypeParser },
    connectionTimeoutMillis: 30_000,
  })
  client.on('error', () => undefined)
  const ask = async (sql: string, values?: readonly unknown[]): Promise<JsonObject[]> => {
    const { rows } = await client.query(sql, values).catch((error: unknown) => {
      throw explainFailure('PostgreSQL', error)
    })
    return rows.map(toJsonRow)
  }
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw explainFailure('PostgreSQL', error)
  }
  try {
    await ask('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await ask("SET LOCAL TIME ZONE 'UTC'")
    await ask("SET LOCAL DateStyle TO 'ISO'")
    await ask("SET LOCAL bytea_output TO 'hex'")
    await ask('SET LOCAL statement_timeout TO 0')
    // Everything is read: a plan that is quick with the first rows is slow with all of them.
    await ask('SET LOCAL cursor_tuple_fraction TO 1')
    const [about] = await ask(
      "SELECT current_setting('server_version') AS version, coalesce(current_schema(), 'public') AS schema",
    )
    let cursors = 0
    return {
      dialect: postgresqlDialect,
      version: `PostgreSQL ${cellText(about?.['version'])}`,
      snapshot: 'transaction',
      canMixStreams: true,
      defaultSchema: cellText(about?.['schema']),
      listColumns: async () => (await ask(columnsQuery)).map(readColumn),
      all: ask,
      stream: async function* (sql, values) {
        const cursor = `export_${(cursors += 1)}`
        await ask(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, values)
        for (;;) {
          const rows = await ask(`FETCH ${rowsPerFetch} FROM ${cursor}`)
          if (rows.length > 0) yield rows
          if (rows.length < rowsPerFetch) break
        }
        await ask(`CLOSE ${cursor}`)
      },
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

const columnsQuery = `SELECT n.nspname AS schema, c.relname AS table, a.attname AS column,
  has_column_privilege(c.oid, a.attnum, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') AS readable
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
ORDER BY n.nspname, c.relname, a.attnum`

const readColumn = (row: JsonObject) => ({
  schema: cellText(row['schema']),
  table: cellText(row['table']),
  column: cellText(row['column']),
  isReadable: row['readable'] === true,
})

const readNumber = (text: string): number | string => {
  const value = Number(text)
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : text
}

/** Numbers and truth values are; every other type stays the text that PostgreSQL prints, JSON and its numbers too. */
const getTypeParser = (oid: number): ((text: string) => unknown) => parsers.get(oid) ?? ((text) => text)

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'],
  ...[20, 21, 23, 26, 700, 701].map((oid) => [oid, readNumber] as const),
])
