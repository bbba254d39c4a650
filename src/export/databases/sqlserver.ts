import type { EventEmitter } from 'node:events'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { cellText, toJsonRow, toParameter } from './column-value.js'
import { sqlserverDialect } from './dialect.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'
import { rowsPerFetch, type SqlSession } from './sql-session.js'

/** What is used of `mssql`. */
export interface SqlserverDriver {
  ConnectionPool: new (options: object | string) => Pool
  Transaction: new (pool: Pool) => Transaction
  Request: new (transaction: Transaction) => Request
  ISOLATION_LEVEL: { SNAPSHOT: number; READ_COMMITTED: number }
}

interface Pool {
  connect(): Promise<unknown>
  request(): Request
  close(): Promise<void>
}

interface Transaction {
  begin(level: number): Promise<unknown>
  rollback(): Promise<unknown>
}

interface Request extends EventEmitter {
  stream: boolean
  input(name: string, value: unknown): unknown
  query(sql: string): Promise<{ recordset: Record<string, unknown>[] }>
  pause(): unknown
  resume(): unknown
}

/**
 * One connection that says of itself that it only reads. A snapshot where the database allows it
 * (ALLOW_SNAPSHOT_ISOLATION), else committed rows as they come by.
 *
 * @param given @default the package mssql
 */
export const openSqlserver = async (url: string, given?: SqlserverDriver): Promise<SqlSession> => {
  const driver = given ?? (await loadDriver<SqlserverDriver>('mssql', 'SQL Server'))
  const pool = new driver.ConnectionPool(readUrl(url))
  try {
    await pool.connect()
    const probe = await pool
      .request()
      .query(
        "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(60)) AS version, SCHEMA_NAME() AS [schema], snapshot_isolation_state AS state FROM sys.databases WHERE name = DB_NAME()",
      )
    const about = toJsonRow(probe.recordset[0] ?? {})
    const hasSnapshot = about['state'] === 1
    const transaction = new driver.Transaction(pool)
    await transaction.begin(
      hasSnapshot ? driver.ISOLATION_LEVEL.SNAPSHOT : driver.ISOLATION_LEVEL.READ_COMMITTED,
    )
    const prepare = (values: readonly JsonValue[]): Request => {
      const request = new driver.Request(transaction)
      for (const [index, value] of values.entries()) request.input(`p${index + 1}`, toParameter(value))
      return request
    }
    const ask = async (sql: string, values: readonly JsonValue[] = []): Promise<JsonObject[]> => {
      const { recordset } = await prepare(values)
        .query(sql)
        .catch((error: unknown) => {
          throw explainFailure('SQL Server', error)
        })
      return recordset.map(toJsonRow)
    }
    return {
      dialect: sqlserverDialect,
      version: `SQL Server ${cellText(about['version'])}`,
      snapshot: hasSnapshot ? 'transaction' : 'none',
      defaultSchema: cellText(about['schema'] ?? 'dbo'),
      listColumns: async () =>
        (
          await ask(
            'SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, COLUMN_NAME AS c FROM INFORMATION_SCHEMA.COLUMNS ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION',
          )
        ).map((row) => ({
          schema: cellText(row['s']),
          table: cellText(row['t']),
          column: cellText(row['c']),
          isReadable: true,
        })),
      all: ask,
      stream: (sql, values) => streamRows(prepare(values), sql),
      close: async () => {
        await transaction.rollback().catch(() => undefined)
        await pool.close()
      },
    }
  } catch (error) {
    await pool.close().catch(() => undefined)
    throw explainFailure('SQL Server', error)
  }
}

/** The driver pushes; the request rests while a piece is worked on. */
async function* streamRows(request: Request, sql: string): AsyncGenerator<JsonObject[]> {
  let piece: JsonObject[] = []
  const state = { isDone: false }
  let failure: unknown
  let wake = (): void => undefined
  request.stream = true
  request.on('row', (row: Record<string, unknown>) => {
    piece.push(toJsonRow(row))
    if (piece.length < rowsPerFetch) return
    request.pause()
    wake()
  })
  request.on('error', (error: unknown) => {
    failure ??= error
    wake()
  })
  request.on('done', () => {
    state.isDone = true
    wake()
  })
  void request.query(sql).catch((error: unknown) => {
    failure ??= error
    wake()
  })
  for (;;) {
    if (piece.length < rowsPerFetch && !state.isDone && failure === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure !== undefined) throw explainFailure('SQL Server', failure)
    const ready = piece
    piece = []
    if (ready.length > 0) yield ready
    if (state.isDone && piece.length === 0) return
    request.resume()
  }
}

/** `sqlserver://user:password@host:1433/database?encrypt=true`. */
const readUrl = (text: string): object => {
  const url = new URL(text)
  return {
    server: decodeURIComponent(url.hostname),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    requestTimeout: 0,
    pool: { max: 2 },
    options: {
      readOnlyIntent: true,
      encrypt: url.searchParams.get('encrypt') !== 'false',
      trustServerCertificate: url.searchParams.get('trustServerCertificate') === 'true',
      instanceName: url.searchParams.get('instanceName') ?? undefined,
      useUTC: true,
    },
  }
}
