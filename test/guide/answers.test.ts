import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { completeGitignore, isInRepository, missingIgnores } from '../../src/guide/complete-gitignore.js'
import { consoleLinks } from '../../src/guide/console-links.js'
import { findExports } from '../../src/guide/find-exports.js'
import { wrapText } from '../../src/guide/fit-text.js'
import {
  judgeAppId,
  judgeAppSecret,
  judgeEndpoint,
  judgeTenant,
  readTenant,
} from '../../src/guide/judge-answers.js'
import { readMapping } from '../../src/guide/read-mapping.js'
import { makeTemporaryFolder } from '../support/temporary-folder.js'

describe('the pages of the Console', () => {
  it.each([
    [undefined, 'abc123', 'https://cloud.logto.io/abc123/applications/create'],
    ['https://abc123.logto.app', 'abc123', 'https://cloud.logto.io/abc123/applications/create'],
    ['http://localhost:3001', 'default', 'http://localhost:3002/console/applications/create'],
    ['https://auth.example.com', 'default', '<ADMIN_ENDPOINT>/console/applications/create'],
    ['no address', undefined, '<ADMIN_ENDPOINT>/console/applications/create'],
  ])('of %s, tenant %s', (endpoint, tenantId, page) => {
    const links = consoleLinks(endpoint, tenantId)
    expect(links.application).toBe(page)
    expect(links.note !== undefined).toBe(page.startsWith('<'))
  })
})

describe('answers that cannot be right', () => {
  it.each([
    [
      judgeEndpoint,
      ['', 'my logto', 'https://cloud.logto.io/abc', 'https://auth.example.com/console', '<url>', 'ftp://x'],
    ],
    [judgeTenant, ['', 'default', 'my-tenant', 'https://auth.example.com', '<tenant>']],
    [judgeAppId, ['', 'your-app-id', '<id>', 'https://x.example', 'a b', 'xxx']],
    [(text: string) => judgeAppSecret(text, 'm2m1'), ['', 'm2m1', 'changeme', 'a b', '…']],
  ])('are refused by %s', (judge, texts) => {
    for (const text of texts) expect(judge(text), text).toBeDefined()
  })

  it.each([
    [
      judgeEndpoint,
      ['https://auth.example.com', 'auth.example.com', 'http://127.0.0.1:3001/api', 'localhost:3001'],
    ],
    [judgeTenant, ['abc123', 'https://abc123.logto.app', 'https://cloud.logto.io/abc123/get-started']],
    [judgeAppId, ['sandbox-app', 'k3j5h2k3j5h2']],
    [(text: string) => judgeAppSecret(text, 'm2m1'), ['sandbox-secret', 'A8x!#']],
  ])('others are taken', (judge, texts) => {
    for (const text of texts) expect(judge(text), text).toBeUndefined()
  })

  it('a tenant is read from its addresses', () => {
    expect(readTenant('https://cloud.logto.io/abc123/roles')).toBe('abc123')
    expect(readTenant('https://abc123.logto.app/api')).toBe('abc123')
    expect(readTenant('abc123')).toBe('abc123')
  })
})

describe('.gitignore', () => {
  it('gets what it lacks, at its end, and nothing twice', async () => {
    const folder = await makeTemporaryFolder()
    await mkdir(join(folder, '.git'))
    expect(await isInRepository(join(folder))).toBe(true)
    await writeFile(join(folder, '.gitignore'), 'node_modules\n.env*\n/.migrate\n*.csv')
    const files = ['users.csv', 'data/users.json', 'exports/supabase', '../other.json', '-']
    const missing = await missingIgnores(folder, files)
    expect(missing).toEqual(['exports/', 'legacy-passwords.key', 'trickle-secret', '/data/users.json'])
    await completeGitignore(folder, missing)
    const text = await readFile(join(folder, '.gitignore'), 'utf8')
    expect(text).toMatch(/^node_modules\n\.env\*\n\/\.migrate\n\*\.csv\n\n# logto-migrate/)
    expect(await missingIgnores(folder, files)).toEqual([])
  })
})

it('exports are found, what belongs to the project is not', async () => {
  const folder = await makeTemporaryFolder()
  await mkdir(join(folder, 'exports', 'supabase'), { recursive: true })
  await writeFile(join(folder, 'exports', 'supabase', 'manifest.json'), '{}')
  for (const name of [
    'users.csv',
    'package.json',
    'tsconfig.json',
    'readme.md',
    '.hidden.json',
    'data.ndjson.gz',
  ]) {
    await writeFile(join(folder, name), '')
  }
  const found = await findExports(folder)
  expect(found[0]).toMatchObject({ path: join('exports', 'supabase'), isFolder: true })
  expect(found.map(({ path }) => path).sort()).toEqual([
    'data.ndjson.gz',
    join('exports', 'supabase'),
    'users.csv',
  ])
})

describe('--map', () => {
  it('is a column and a field, or a column to leave out', () => {
    expect(readMapping(['Kontakt=primaryEmail', 'a=b=customData.x', 'alt='])).toEqual({
      Kontakt: 'primaryEmail',
      'a=b': 'customData.x',
      alt: null,
    })
  })

  it.each([
    ['Kontakt', /takes column=path/],
    ['=x', /takes column=path/],
    ['Kontakt=primaryEmial', /did you mean primaryEmail\?/],
    ['Kontakt=zzzzzzzz', /docs user-record/],
  ])('%s is refused', (pair, reason) => expect(() => readMapping([pair])).toThrow(reason))
})

it('a text is wrapped at blanks, and a word that is too long is cut', () => {
  expect(wrapText('one two three four', 10)).toEqual(['one two', 'three four'])
  expect(wrapText('   indented text that goes on', 16)).toEqual(['   indented text', '   that goes on'])
  expect(wrapText('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'xxxxx'])
  expect(wrapText('a\n\nb', 20)).toEqual(['a', '', 'b'])
})
