import { expect, test } from 'vitest'
import { importText } from '../field-cases/import-case.js'

const bcrypt = '$2b$04$GQJUzOfSxtOh4oaMVZgPNOXO0ewCOtwV1hb7ir7ITQaJ9AFUmEg9G'

const toSnakeCase = (name: string): string =>
  name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()

test('a system in the case of its database is read as what it is, and said', async () => {
  const rows = [
    'ID,USER_LOGIN,USER_PASS,USER_NICENAME,USER_EMAIL,USER_REGISTERED,USER_ACTIVATION_KEY,DISPLAY_NAME',
    `1,ada,${bcrypt},ada,ada@example.com,2020-01-02 03:04:05,abcdef,Ada Lovelace`,
  ]
  const { exitCode, stderr, users } = await importText('users.csv', rows.join('\n'))
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('The names of WordPress are spelt in another way (USER_LOGIN for user_login')
  expect(users).toMatchObject([
    { primaryEmail: 'ada@example.com', username: 'ada', name: 'Ada Lovelace', passwordDigest: bcrypt },
  ])
  expect(users[0]?.customData).toEqual({
    migratedFrom: { system: 'wordpress', id: '1', createdAt: '2020-01-02T03:04:05.000Z', nicename: 'ada' },
  })
})

test('names of .NET in snake case', async () => {
  const row = {
    Id: '7',
    UserName: 'ada',
    NormalizedUserName: 'ADA',
    Email: 'ada@example.com',
    EmailConfirmed: 'True',
    PasswordHash: bcrypt,
    SecurityStamp: 'QZ7',
    ConcurrencyStamp: 'c1',
    LockoutEnabled: 'True',
    LockoutEnd: '9999-12-31T00:00:00Z',
    AccessFailedCount: '0',
  }
  const csv = `${Object.keys(row).map(toSnakeCase).join(',')}\n${Object.values(row).join(',')}\n`
  const { exitCode, stderr, users } = await importText('users.csv', csv)
  expect(exitCode, stderr).toBe(0)
  expect(users).toMatchObject([{ primaryEmail: 'ada@example.com', username: 'ada', isSuspended: true }])
  expect(users[0]?.customData).toEqual({ migratedFrom: { system: 'aspnet-identity', id: '7' } })
})

test('frames in frames around every user', async () => {
  const identity = {
    id: '11111111-1111-4111-8111-111111111111',
    schema_id: 'default',
    traits: { email: 'ada@example.com' },
    verifiable_addresses: [{ value: 'ada@example.com', verified: true, via: 'email' }],
  }
  const line = JSON.stringify({ Node: { identity } })
  const { exitCode, stderr, users } = await importText('users.ndjson', `${line}\n`)
  expect(exitCode, stderr).toBe(0)
  expect(users.map((user) => user.customData['migratedFrom'])).toMatchObject([{ system: 'kratos' }])
  expect(stderr).toContain('Each user stood under "Node.identity" and was taken out of it.')
})

test('what is left of a system is asked about, by check and import, with both named', async () => {
  const csv =
    'ID,user_email,user_pass,user_nicename,user_registered,user_url\n1,ada@example.com,x,ada,2020-01-02,\n'
  for (const command of ['check', 'import']) {
    const { exitCode, stderr, users } = await importText('users.csv', csv, { command })
    expect(exitCode, command).toBe(2)
    expect(stderr).toMatch(/a table of your own.*or from WordPress/)
    expect(stderr).toContain('--source generic or --source wordpress')
    expect(users).toEqual([])
  }
})
