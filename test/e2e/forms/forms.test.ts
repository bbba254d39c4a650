import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { importText } from '../field-cases/import-case.js'
import { makeWorkbook, makeZip } from './make-archives.js'

const two = ['mona@example.com', 'nils@example.com']
const fixture = (name: string): Buffer => readFileSync(`fixtures/forms/${name}`)
const generic = ['--source', 'generic']

test.each([
  ['keyed.json', two, ''],
  ['rtdb.json', two, ''],
  ['wrapped.json', two, 'Each user stood under "user"'],
  ['dump.sql', two, 'The rows of the table users were read'],
  ['pg.sql', two, 'The rows of the table public.users were read'],
  ['psql.txt', two, ''],
  ['my.txt', two, ''],
  ['dump.xml', two, 'The elements users (mysqldump/database/table_data[users]/row) were read'],
  ['list.xml', ['mona@example.com', null], 'The elements user (users/user) were read'],
  ['soap.xml', two, 'The elements UserInfo'],
  ['rails.xml', ['mona@example.com'], 'The elements user'],
  ['users_database.yml', ['john@example.com', 'harry@example.com'], ''],
])('%s', async (name, emails, note) => {
  const { exitCode, stderr, users } = await importText(name, fixture(name), { args: [...generic, '--yes'] })
  expect(exitCode, stderr).toBe(0)
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(emails)
  expect(stderr).toContain(note)
})

test('the key of a user is the id of one that has none', async () => {
  const { users } = await importText('users.json', fixture('rtdb.json'), { args: generic })
  expect(users.map(({ customData }) => customData['migratedFrom'])).toMatchObject([
    { id: '-Nab' },
    { id: '-Nac' },
  ])
})

test.each(['jsonapi.json', 'gql.json', 'scim.json'])(
  '%s is one page of a list: --yes decides',
  async (name) => {
    const refused = await importText(name, fixture(name), { args: generic })
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('one page of a list')
    expect(refused.users).toEqual([])
    const taken = await importText(name, fixture(name), { args: [...generic, '--yes'] })
    expect(taken.exitCode, taken.stderr).toBe(0)
  },
)

test('all pages together are no page', async () => {
  const page = (id: number, more: boolean): string =>
    JSON.stringify({ users: [{ id, email: `u${id}@example.com` }], hasMore: more, total: 2 })
  const { exitCode, stderr, users } = await importText(
    'users.json',
    `${page(1, true)}\n${page(2, false)}\n`,
    {
      args: generic,
    },
  )
  expect(exitCode, stderr).toBe(0)
  expect(users).toHaveLength(2)
})

test('digits of a dump stay, and NULL is nothing', async () => {
  const { users } = await importText('dump.sql', fixture('dump.sql'), { args: generic })
  expect(users).toMatchObject([
    { name: "O'Neil", customData: { migratedFrom: { id: '17841401234567891' } } },
    { name: null, customData: { migratedFrom: { id: '2' } } },
  ])
})

test('another table of a dump by --table; a row that only the database can work out is named', async () => {
  const dump =
    "CREATE TABLE a (id int, email text);\nINSERT INTO a VALUES (1,'mona@example.com');\nCREATE TABLE b (id int, email text);\nINSERT INTO b VALUES (1,'nils@example.com'),\n(2,lower('X@example.com'));\n"
  const ambiguous = await importText('dump.sql', dump, { args: generic })
  expect(ambiguous.exitCode).toBe(2)
  expect(ambiguous.stderr).toContain('--table')
  const { users, rejected } = await importText('dump.sql', dump, { args: [...generic, '--table', 'b'] })
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(['nils@example.com'])
  expect(rejected).toContain('"line":5')
  expect(rejected).toContain('sql_row')
})

test('XML that phpMyAdmin writes is WordPress in another dress', async () => {
  const { users, stderr } = await importText('pma.xml', fixture('pma.xml'))
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(two)
  expect(stderr).toContain('Source: WordPress')
})

test('a workbook: first sheet, dates, digits, formulas, rows by their number', async () => {
  const { users, rejected, stderr } = await importText('users.xlsx', makeWorkbook(), { args: generic })
  expect(users, stderr).toMatchObject([
    {
      primaryEmail: 'mona@example.com',
      name: 'Mona & Co',
      customData: { migratedFrom: { id: '1234567890123456', createdAt: '2024-01-15T00:00:00.000Z' } },
    },
    { primaryEmail: 'nils@example.com', name: 'Nils' },
  ])
  expect(rejected).toContain('"line":9')
  const other = await importText('users.xlsx', makeWorkbook(), { args: [...generic, '--sheet', 'Old'] })
  expect(other.users.map(({ primaryEmail }) => primaryEmail)).toEqual(['mona@example.com'])
})

const ndjson = '{"email":"mona@example.com"}\n{"email":"nils@example.com"}\n'

test('archives: the only file that fits, or --member', async () => {
  const one = makeZip({ 'readme.md': 'x', '__MACOSX/._users.ndjson': 'x', 'export/users.ndjson': ndjson })
  expect((await importText('users.zip', one, { args: generic })).users).toHaveLength(2)
  const packed = makeZip({ 'users.ndjson.gz': gzipSync(ndjson) })
  expect((await importText('users.zip', packed, { args: generic })).users).toHaveLength(2)
  const several = makeZip({ 'a.ndjson': ndjson, 'b.csv': 'email\nida@example.com\n' })
  const unclear = await importText('users.zip', several, { args: generic })
  expect(unclear.exitCode).toBe(2)
  expect(unclear.stderr).toContain('--member')
  const chosen = await importText('users.zip', several, { args: [...generic, '--member', 'b.csv'] })
  expect(chosen.users).toMatchObject([{ primaryEmail: 'ida@example.com' }])
})

test.each<[string, string | Buffer, string]>([
  ['an encrypted archive', makeZip({ 'a.csv': 'email\na@example.com\n' }, 1), 'encrypted'],
  ['a bomb', makeZip({ 'a.csv': Buffer.alloc(300 * 1024 * 1024) }), 'out of all proportion'],
  ['an OpenDocument file', makeZip({ mimetype: 'x', 'content.xml': '<x/>' }), '.ods'],
  ['a Word document', makeZip({ 'word/document.xml': '<x/>' }), 'Word'],
  ['a PDF', '%PDF-1.7\n', 'PDF'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
  ['SQLite', 'SQLite format 3\0xxxx', 'sqlite3 -json'],
  ['Parquet', 'PAR1xxxx', 'Parquet'],
  ['PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'PNG'],
  ['a dump of pg_dump -Fc', 'PGDMP\x01', 'pg_restore'],
  ['XML without users', '<?xml version="1.0"?><users/>', '--table'],
  ['XML that is none', '<users><user><email>a@example.com</user></users>', 'no valid XML'],
  ['a workbook as XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', '.xlsx'],
  ['posts of WordPress', '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>', 'wp_users'],
  ['DSML', '<dsml:dsml xmlns:dsml="http://www.dsml.org/DSML"><dsml:entry/></dsml:dsml>', 'ldapsearch'],
  ['a property list', '<?xml version="1.0"?><plist version="1.0"><array/></plist>', 'plutil'],
  ['a login page', '<!DOCTYPE html><html></html>', 'web page'],
  ["psql's expanded display", '-[ RECORD 1 ]\nid | 1\n', 'psql --csv'],
])('%s is refused as what it is', async (_, content, word) => {
  const { exitCode, stderr } = await importText('users.dat', content, { command: 'check' })
  expect(exitCode).toBe(2)
  expect(stderr).toContain(word)
})
