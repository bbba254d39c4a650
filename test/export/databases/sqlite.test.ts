import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite, type SqliteDatabase } from '../../../src/export/databases/sqlite.js'
import { addTable, makeSqliteFile } from '../../support/servers/sqlite-file.js'
import { tryKeys } from './try-keys.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

/** Named by variables: neither is there everywhere. */
const names = { 'node:sqlite': 'node:sqlite', 'better-sqlite3': 'better-sqlite3' }

type Open = (path: string) => Promise<SqliteDatabase>

const loadBuiltIn = async (): Promise<Open | undefined> => {
  const loaded = (await import(names['node:sqlite']).catch(() => undefined)) as
    | {
        DatabaseSync: new (path: string, options: object) => SqliteDatabase
        StatementSync: { prototype: object }
      }
    | undefined
  if (loaded === undefined || !('iterate' in loaded.StatementSync.prototype)) return undefined
  return async (path) => new loaded.DatabaseSync(path, { readOnly: true })
}

const loadPackage = async (): Promise<Open | undefined> => {
  const loaded = (await import(names['better-sqlite3']).catch(() => undefined)) as
    { default: new (path: string, options: object) => SqliteDatabase } | undefined
  if (loaded === undefined) return undefined
  return async (path) => new loaded.default(path, { readonly: true, fileMustExist: true })
}

const drivers = { 'node:sqlite': await loadBuiltIn(), 'better-sqlite3': await loadPackage() }

const rows = Array.from({ length: 2_500 }, (_, n) => ({
  id: n + 1,
  name: `Zoë ${n}`,
  big: '9007199254740993',
}))

describe.each(['node:sqlite', 'better-sqlite3'] as const)('%s', (name) => {
  const open = drivers[name]
  it.skipIf(open === undefined)(
    'streams rows, keeps every digit, and cannot write (skipped where it is not there)',
    async () => {
      const file = join(await makeTemporaryFolder(), 'app.db')
      await makeSqliteFile(file, (database) => {
        addTable(database, 'users', rows)
        database.run('CREATE TABLE numbers (n integer); INSERT INTO numbers VALUES (9007199254740993), (42)')
      })
      const session = await openSqlite(file, open)
      const seen: unknown[] = []
      for await (const piece of session.stream('SELECT id, name FROM users WHERE id > ? ORDER BY id', [1])) {
        expect(piece.length).toBeLessThanOrEqual(1_000)
        seen.push(...piece)
      }
      expect(seen).toEqual(rows.slice(1).map(({ id, name: text }) => ({ id, name: text })))
      expect(await session.all('SELECT n FROM numbers', [])).toEqual([{ n: '9007199254740993' }, { n: 42 }])
      expect(await session.listColumns()).toContainEqual({
        schema: 'main',
        table: 'users',
        column: 'name',
        isReadable: true,
      })
      await expect(session.all('DELETE FROM users', [])).rejects.toMatchObject({ code: 'source_failed' })
      await session.close()
    },
  )
  it.skipIf(open === undefined)('goes on behind keys of every kind', async () => {
    const file = join(await makeTemporaryFolder(), 'keys.db')
    await makeSqliteFile(file, (database) => {
      database.run(
        `CREATE TABLE large (id integer PRIMARY KEY); INSERT INTO large VALUES (1), (9007199254740993), (9223372036854775807);
         CREATE TABLE bytes (id blob PRIMARY KEY); INSERT INTO bytes VALUES (x'00112233'), (x'ff'), (x'6162'), (x'616200');
         CREATE TABLE texts (id text PRIMARY KEY); INSERT INTO texts VALUES ('a'), ('B'), ('é'), ('1'), ('10'), ('');
         CREATE TABLE mixed (id PRIMARY KEY); INSERT INTO mixed VALUES ('a'), (1), (2.5), ('3'), (x'61');
         CREATE VIEW sums AS SELECT id - 1 AS id FROM large WHERE id > 1`,
      )
    })
    const session = await openSqlite(file, open)
    await tryKeys(session, ['large', 'bytes', 'texts', 'mixed', 'sums'])
    await session.close()
  })
})
