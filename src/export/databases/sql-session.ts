import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { Dialect } from './dialect.js'

/** A column that the account sees. */
export interface CatalogColumn {
  schema: string
  table: string
  column: string
  /** False where the account may not read it. */
  isReadable: boolean
}

/** One connection to a database, in one transaction that can only read. */
export interface SqlSession {
  dialect: Dialect
  /** `PostgreSQL 15.4`. */
  version: string
  /** Whether all queries see the data as it was at one moment. */
  snapshot: 'transaction' | 'none'
  /** Schema that names without one belong to. */
  defaultSchema: string
  /** Whether several streams may be open at a time. */
  canMixStreams?: boolean
  listColumns(): Promise<CatalogColumn[]>
  /** Rows in pieces, as the database hands them over. No other query may run meanwhile, unless streams may mix. */
  stream(sql: string, values: readonly JsonValue[]): AsyncIterable<JsonObject[]>
  all(sql: string, values: readonly JsonValue[]): Promise<JsonObject[]>
  close(): Promise<void>
}

/** Rows that are asked of a database at a time. */
export const rowsPerFetch = 1000
