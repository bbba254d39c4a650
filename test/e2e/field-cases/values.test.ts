import { expect, test } from 'vitest'
import { importCase as importFile, importText as importContent, type ImportedCase } from './import-case.js'

/** Users are created side by side: their order says nothing. */
const sortUsers = async (running: Promise<ImportedCase>): Promise<ImportedCase> => {
  const done = await running
  return {
    ...done,
    users: done.users.toSorted((a, b) => ((a.primaryEmail ?? '') < (b.primaryEmail ?? '') ? -1 : 1)),
  }
}

const importCase = (...args: Parameters<typeof importFile>) => sortUsers(importFile(...args))
const importText = (...args: Parameters<typeof importContent>) => sortUsers(importContent(...args))

const generic = { args: ['--source', 'generic', '--yes'] }

test('09: NULL, None and nan as text are nothing', async () => {
  const { exitCode, stderr, users, rejected } = await importCase('09-literal-null-texts', generic)
  expect(exitCode, stderr).toBe(0)
  expect(rejected).toBe('')
  expect(
    users.map(({ primaryEmail, username, name, primaryPhone }) => [
      primaryEmail,
      username,
      name,
      primaryPhone,
    ]),
  ).toEqual([
    ['mona@example.com', null, null, null],
    ['nils@example.com', null, null, null],
    ['olga@example.com', null, null, null],
    ['pia@example.com', null, null, null],
  ])
  const { stdout } = await importCase('09-literal-null-texts', {
    command: 'check',
    args: ['--source', 'generic'],
  })
  expect(stdout).toMatch(/Read as nothing[\s\S]*4 {2}username/)
})

test('11: the first of two addresses is used, the other is kept, mailto: is cut, and all of it is said', async () => {
  const { exitCode, stderr, users } = await importCase('11-two-addresses-in-one-cell', generic)
  expect(exitCode, stderr).toBe(0)
  expect(users).toMatchObject([
    { primaryEmail: 'mona@example.com', customData: { otherEmails: [{ value: 'mona.m@example.org' }] } },
    { primaryEmail: 'nils@example.com', customData: { otherEmails: [{ value: 'nils@example.org' }] } },
    { primaryEmail: 'olga@example.com' },
  ])
  const { stdout } = await importCase('11-two-addresses-in-one-cell', {
    command: 'check',
    args: ['--source', 'generic'],
  })
  expect(stdout).toMatch(/2 {2}other_addresses_kept/)
  expect(stdout).toMatch(/1 {2}email_mended/)
})

test('13: verified beside an address is its flag', async () => {
  const { exitCode, users, rejected } = await importCase('13-verified-column', generic)
  expect(exitCode).toBe(1)
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(['mona@example.com'])
  expect(users[0]?.customData).not.toHaveProperty('verified')
  // Nothing else is left to sign in with.
  expect(rejected.match(/no_sign_in_method/g)).toHaveLength(2)
  const { stdout } = await importCase('13-verified-column', {
    command: 'check',
    args: ['--source', 'generic'],
    config: { unverifiedEmail: 'accept' },
  })
  expect(stdout).toContain('3 valid')
})

test('21: an array of PostgreSQL is a list of roles', async () => {
  const { exitCode, stderr, users } = await importCase('21-postgres-array-roles', generic)
  expect(exitCode, stderr).toBe(0)
  expect(users.map(({ roles }) => roles)).toEqual([['admin', 'editor'], ['editor'], []])
})

const importUsers = (rows: string, config = {}) => importText('users.csv', rows, { ...generic, config })

test('states of accounts decide, and what nothing explains is asked and not active', async () => {
  const rows = [
    'id,email,status',
    '1,a@example.com,ACTIVE',
    '2,b@example.com,Gesperrt',
    '3,c@example.com,DEPROVISIONED',
    '4,d@example.com,on-hold',
    '5,e@example.com,vip',
    '6,f@example.com,aktiv',
  ].join('\n')
  const { users, stdout } = await importUsers(rows)
  const stateOf = () =>
    Object.fromEntries(users.map(({ primaryEmail, isSuspended }) => [primaryEmail?.[0], isSuspended]))
  expect(stateOf()).toEqual({ a: false, b: true, d: true, e: true, f: false })
  const check = await importText('users.csv', rows, { command: 'check', args: ['--source', 'generic'] })
  expect(check.stdout).toContain('states (now suspend): nothing says what status=on-hold means')
  expect(check.stdout).toMatch(/1 {2}deleted/)
  const decided = await importUsers(rows, { states: { 'on-hold': 'skip', 'status=VIP': 'active' } })
  expect(decided.users.map(({ primaryEmail, isSuspended }) => [primaryEmail?.[0], isSuspended])).toEqual([
    ['a', false],
    ['b', true],
    ['e', false],
    ['f', false],
  ])
  expect(stdout).not.toContain('undefined')
})

test.each([
  [
    'presence',
    'id,email,status\n1,a@example.com,online\n2,b@example.com,away\n3,c@example.com,offline\n',
    'status: whether somebody is online',
  ],
  [
    'a region',
    'id,email,state,city\n1,a@example.com,CA,Los Angeles\n2,b@example.com,NY,New York\n',
    'state: a part of an address',
  ],
  [
    'codes',
    'id,email,status\n1,a@example.com,0\n2,b@example.com,3\n3,c@example.com,0\n',
    'status: numbers or letters whose meaning the file does not say',
  ],
  [
    'marriage',
    'id,email,status\n1,a@example.com,married\n2,b@example.com,single\n',
    'status: no word that speaks of the account',
  ],
])('%s is no state of an account, and is named', async (_name, rows, said) => {
  const { users, exitCode } = await importUsers(rows)
  expect(exitCode).toBe(0)
  expect(users.every(({ isSuspended }) => !isSuspended)).toBe(true)
  const { stdout } = await importText('users.csv', rows, { command: 'check', args: ['--source', 'generic'] })
  expect(stdout).toContain(said)
})

test('columns that are not understood are listed with how full they are, in check, inspect and the suggested config', async () => {
  const rows = 'id,email,Abteilung,Mobile No.\n1,a@example.com,Vertrieb,\n2,b@example.com,,+14155550123\n'
  const check = await importText('users.csv', rows, { command: 'check', args: ['--source', 'generic'] })
  expect(check.stdout).toMatch(/50 % {2}Abteilung → customData\.Abteilung/)
  const inspect = await importText('users.csv', rows, { command: 'inspect' })
  expect(inspect.stdout).toContain("// Abteilung: 'customData.Abteilung', // 50 % filled")
  expect(inspect.stdout).not.toContain("// 'Mobile No.'")
})

test('an input in which nobody could sign in names the nearest guesses', async () => {
  const rows = 'nr,kontakt,usrname\n1,a@example.com,ada\n2,b@example.com,bob\n'
  const { stderr, exitCode } = await importText('users.csv', rows, {
    command: 'check',
    args: ['--source', 'generic'],
  })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('"kontakt" (100 % of its values look like e-mail addresses)')
  expect(stderr).toContain('"usrname" (its name is nearly "username")')
})
