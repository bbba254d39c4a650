import type { Readable } from 'node:stream'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { cellText, NumberBytes, toJsonRow, toParameter } from './column-value.js'
import { mysqlDialect } from './dialect.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'
import { rowsPerFetch, type SqlSession } from './sql-session.js'

/** What is used of `mysql2`. */
interface Driver {
  createConnection(options: object): Connection
}

interface Connection {
  query(
    sql: string,
    values?: readonly unknown[],
    callback?: (error: Error | null, rows: unknown) => void,
  ): { stream(options: object): Readable }
  connect(callback: (error: Error | null) => void): void
  end(callback: (error?: Error | null) => void): void
  destroy(): void
  on(event: 'error', listener: (error: Error) => void): void
}

/** One connection in a transaction that can only read, with a snapshot of all InnoDB tables. */
export const openMysql = async (url: string): Promise<SqlSession> => {
  const { createConnection } = await loadDriver<Driver>('mysql2', 'MySQL or MariaDB')
  const connection = createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    timezone: 'Z',
    connectTimeout: 30_000,
    typeCast,
  })
  connection.on('error', () => undefined)
  const ask = (sql: string, values: readonly JsonValue[] = []): Promise<JsonObject[]> =>
    new Promise((resolve, reject) => {
      connection.query(sql, values.map(toParameter), (error, rows) => {
        if (error !== null) reject(explainFailure('MySQL', error))
        else resolve(Array.isArray(rows) ? (rows as Record<string, unknown>[]).map(toJsonRow) : [])
      })
    })
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error === null ? resolve() : reject(explainFailure('MySQL', error))))
    })
    await ask("SET time_zone = '+00:00'")
    await ask('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
    await ask('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
    const [about] = await ask('SELECT VERSION() AS version, DATABASE() AS db')
    const version = cellText(about?.['version'])
    return {
      dialect: mysqlDialect,
      version: /mariadb/i.test(version) ? `MariaDB ${version}` : `MySQL ${version}`,
      snapshot: 'transaction',
      defaultSchema: cellText(about?.['db'] ?? ''),
      listColumns: async () =>
        (
          await ask(
            'SELECT table_schema AS s, table_name AS t, column_name AS c FROM information_schema.columns ' +
              "WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') " +
              'ORDER BY table_schema, table_name, ordinal_position',
          )
        ).map((row) => ({
          schema: cellText(row['s']),
          table: cellText(row['t']),
          column: cellText(row['c']),
          // The schema shows nothing that the account has no right to.
          isReadable: true,
        })),
      all: ask,
      stream: (sql, values) =>
        inPieces(connection.query(sql, values.map(toParameter)).stream({ highWaterMark: rowsPerFetch })),
      close: () => new Promise((resolve) => connection.end(() => resolve())),
    }
  } catch (error) {
    connection.destroy()
    throw error
  }
}

async function* inPieces(rows: Readable): AsyncGenerator<JsonObject[]> {
  let piece: JsonObject[] = []
  try {
    for await (const row of rows) {
      piece.push(toJsonRow(row as Record<string, unknown>))
      if (piece.length < rowsPerFetch) continue
      yield piece
      piece = []
    }
  } catch (error) {
    throw explainFailure('MySQL', error)
  }
  if (piece.length > 0) yield piece
}

interface Field {
  type: string
  length: number
  buffer(): Buffer | null
  string(): string | null
}

/** BIT(1) is a truth value. */
const typeCast = (field: Field, next: () => unknown): unknown => {
  // Presets read JSON, with every digit of its numbers.
  if (field.type === 'JSON') return field.string()
  // BINARY(16) is a UUID. A text has the same type, and is no bytes here.
  if (field.type === 'STRING' && field.length === 16) {
    const value = next()
    return value instanceof Uint8Array ? new NumberBytes(value) : value
  }
  if (field.type !== 'BIT' || field.length !== 1) return next()
  const bytes = field.buffer()
  return bytes === null ? null : bytes[0] === 1
}
