import { expect, test } from 'vitest'
import { importText } from '../field-cases/import-case.js'

const source = ['--source', 'generic']
const json = (id: string, email: string): string =>
  `{"id":${id},"email":"${email}","google_id":11${id},"shop":{"order":9${id},"price":0.1234567890123456789,"count":3}}`
const one = json('17841401234567891', 'mona@example.com')
const two = json('17841401234567892', 'nils@example.com')

test.each([
  ['users.json', `[${one},${two}]`],
  ['users.json', `{"users":[\n${one},\n${two}\n]}`],
  ['users.ndjson', `${one}\n${two}\n`],
  ['users.json', `[\n// comment\n${one},\n${two},\n]`],
])('ids beyond 2^53 stay two people, digit for digit: %s %s', async (path, text) => {
  const { exitCode, stderr, users, rehearsal } = await importText(path, text, { args: source })
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('Numbers that a double cannot hold were kept as text')
  expect(users).toMatchObject([
    {
      identities: { google: { userId: '1117841401234567891' } },
      customData: {
        migratedFrom: { id: '17841401234567891' },
        shop: { order: '917841401234567891', price: '0.1234567890123456789', count: 3 },
      },
    },
    {
      identities: { google: { userId: '1117841401234567892' } },
      customData: { migratedFrom: { id: '17841401234567892' } },
    },
  ])
  expect(await rehearsal.run(['verify', path, ...source, '--run', 'run'])).toMatchObject({ exitCode: 0 })
})

test('JSON inside a cell keeps its digits', async () => {
  const text = `id,email,metadata\n1,mona@example.com,"{""order"":17841401234567891}"\n`
  const { users, stderr } = await importText('users.csv', text, { args: source })
  expect(JSON.stringify(users[0]?.customData), stderr).toContain('"order":"17841401234567891"')
})

test.each(['1.2E+17', '1,2E+17', '-1.78414E+16', '1E+17'])(
  'an id that a spreadsheet made %s is never a key',
  async (id) => {
    const text = `id;email;google_id\n${id};mona@example.com;${id}\n${id};nils@example.com;${id}\n`
    const { exitCode, stderr, users, rehearsal } = await importText('users.csv', text, { args: source })
    expect(exitCode, stderr).toBe(0)
    expect(users).toHaveLength(2)
    expect(JSON.stringify(users.map(({ identities }) => identities))).toBe('[{},{}]')
    expect((await rehearsal.run(['check', 'users.csv', ...source])).stdout).toContain('id_mangled')
  },
)

test.each(['5e10', '12E5', '1e+4x', '0e1234'])('an id such as %s is one', async (id) => {
  const { users } = await importText('users.csv', `id,email\n${id},mona@example.com\n`, { args: source })
  expect(users).toMatchObject([{ customData: { migratedFrom: { id } } }])
})

test('a JSON number with an exponent is no key either', async () => {
  const text = '{"id":1.2e+17,"email":"mona@example.com"}\n{"id":1.2e17,"email":"nils@example.com"}\n'
  const { users, rehearsal } = await importText('users.ndjson', text, { args: source })
  expect(users).toHaveLength(2)
  expect((await rehearsal.run(['check', 'users.ndjson', ...source])).stdout).toContain('id_mangled')
})
