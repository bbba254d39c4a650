import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSqlSource } from '../../../src/export/databases/sql-source.js'
import { openSqlite } from '../../../src/export/databases/sqlite.js'
import { listSqlSystems } from '../../../src/export/systems/sql-systems.js'
import { addTable, makeSqliteFile, openWithSqlJs } from '../../support/servers/sqlite-file.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

const days = ['2024-01-14', '2024-01-15', '2024-01-16']
const since = '2024-01-15T00:00:00.000Z'
const msOf = (day: string): number => Date.parse(`${day}T12:00:00Z`)

const readChanged = async (
  times: readonly unknown[],
  options: { schema?: string } = {},
): Promise<unknown[]> => {
  const file = join(await makeTemporaryFolder(), 'app.db')
  await makeSqliteFile(file, (database) => {
    addTable(
      database,
      'users',
      times.map((updated_at, id) => ({
        id,
        email: `u${id}@example.com`,
        encrypted_password: 'x',
        updated_at,
      })),
    )
  })
  const session = await openSqlite(file, openWithSqlJs)
  const devise = listSqlSystems().find(({ name }) => name === 'devise')!
  const source = createSqlSource(devise, session, { since, ...options })
  const { parts } = await source.look(new AbortController().signal)
  const users = parts.find(({ name }) => name === 'users')!
  const ids: unknown[] = []
  for await (const { rows } of users.read(undefined, new AbortController().signal)) {
    for (const { id } of rows['users']!) ids.push(id)
  }
  await source.close()
  expect(users.total).toBe(ids.length)
  return ids
}

it.each([
  ['ISO 8601', (day: string) => `${day}T12:00:00.000Z`],
  ['a timestamp of SQL', (day: string) => `${day} 12:00:00`],
  ['milliseconds', msOf],
  ['seconds', (day: string) => msOf(day) / 1000],
])('--since with a column of %s', async (_, write) => {
  expect(await readChanged(days.map((day) => write(day)))).toEqual([1, 2])
})

it('nobody, and a table without anybody', async () => {
  expect(await readChanged([msOf('2024-01-01')])).toEqual([])
})

it('looks in the schema that was named, and in no other', async () => {
  await expect(readChanged([1], { schema: 'another' })).rejects.toMatchObject({ code: 'users_table_missing' })
})
