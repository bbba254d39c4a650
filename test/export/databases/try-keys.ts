import { expect } from 'vitest'
import { keyOf } from '../../../src/export/databases/column-value.js'
import { readPart } from '../../../src/export/databases/read-part.js'
import type { SqlSession } from '../../../src/export/databases/sql-session.js'
import type { JsonObject, JsonValue } from '../../../src/source/source-record.js'

/** Goes on behind every key of these tables, and must find what is behind it and nothing else. */
export const tryKeys = async (session: SqlSession, tables: readonly string[]): Promise<void> => {
  for (const table of tables) {
    const part = { file: 'users', query: `SELECT * FROM ${table} -- all of them`, key: 'id' }
    const read = async (from: JsonValue | undefined): Promise<JsonObject[]> => {
      const rows: JsonObject[] = []
      for await (const step of readPart({ session, part }, from, new AbortController().signal)) {
        rows.push(...step.rows['users']!)
      }
      return rows
    }
    const rows = await read(undefined)
    expect(rows.length, table).toBeGreaterThan(1)
    for (const [index, row] of rows.entries()) {
      // As it comes out of the ledger.
      const cursor = JSON.parse(JSON.stringify(keyOf(row, 'id'))) as JsonValue
      expect(await read(cursor), `${table} behind ${JSON.stringify(cursor)}`).toEqual(rows.slice(index + 1))
    }
  }
}
