import { expect, it } from 'vitest'
import { importCase } from './import-case.js'

it.each(['users.ndjson', 'users.json', 'dump'])(
  'two lines, each a complete user with a list inside, are two users (%s)',
  async (as) => {
    const { exitCode, stderr, users } = await importCase('07-ndjson-with-nested-list', { as })
    expect(exitCode, stderr).toBe(0)
    expect(stderr).toContain('2 records: 2 valid')
    expect(users).toMatchObject([
      { username: 'mona', primaryEmail: 'mona@example.com' },
      { username: 'nils', primaryEmail: 'nils@example.com' },
    ])
  },
)
