import { readFile, writeFile } from 'node:fs/promises'
import initSqlJs, { type BindParams, type Database } from 'sql.js'
import type { SqliteDatabase } from '../../../src/export/databases/sqlite.js'

/** Makes a database file; `fill` writes into it. */
export const makeSqliteFile = async (path: string, fill: (database: Database) => void): Promise<void> => {
  const { Database } = await initSqlJs()
  const database = new Database()
  fill(database)
  await writeFile(path, database.export())
  database.close()
}

/** SQLite itself behind the interface of the drivers, where neither of them is installed. */
export const openWithSqlJs = async (path: string): Promise<SqliteDatabase> => {
  const { Database } = await initSqlJs()
  const database = new Database(await readFile(path))
  return {
    exec: (sql) => database.run(sql),
    prepare: (sql) => ({
      iterate: function* (...values) {
        const statement = database.prepare(sql)
        try {
          statement.bind(values as BindParams)
          while (statement.step()) yield statement.getAsObject()
        } finally {
          statement.free()
        }
      },
    }),
    close: () => database.close(),
  }
}

/** Rows as a table, whole numbers as such, every other cell a text or NULL. */
export const addTable = (
  database: Database,
  name: string,
  rows: readonly { readonly [column: string]: unknown }[],
): void => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
  database.run(`CREATE TABLE ${quote(name)} (${columns.map(quote).join(', ')})`)
  const statement = database.prepare(
    `INSERT INTO ${quote(name)} VALUES (${columns.map(() => '?').join(', ')})`,
  )
  for (const row of rows) statement.run(columns.map((column) => toCell(row[column])))
  statement.free()
}

const toCell = (value: unknown): string | number | null =>
  value === undefined || value === null || value === ''
    ? null
    : typeof value === 'string' && /^-?(?:0|[1-9]\d{0,14})$/.test(value)
      ? Number(value)
      : typeof value === 'string' || typeof value === 'number'
        ? value
        : typeof value === 'boolean'
          ? Number(value)
          : JSON.stringify(value)
