import { readFile, symlink, writeFile, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

/** The blocks of the page, by the name of the file in their first line. */
const readExamples = async (): Promise<Map<string, string>> => {
  const page = await readFile('docs/own-preset.md', 'utf8')
  return new Map(
    Array.from(page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g), ([, name, text]) => [name!, text!]),
  )
}

const users = JSON.stringify([
  { acmeNo: 1, mail: 'ada@example.com', locked: false, plan: 'gold', fido: true },
  {
    acmeNo: 2,
    mail: 'bob@example.com',
    locked: true,
    hash: '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  },
  { acmeNo: 3, kind: 'robot', mail: 'bot@example.com', locked: false },
])

const open = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  for (const [name, text] of await readExamples()) await writeFile(rehearsal.path(name), text)
  await writeFile(rehearsal.path('users.json'), users)
  return rehearsal
}

const expectImported = ({ sandbox }: Rehearsal): void =>
  expect(sandbox.state().users).toMatchObject([
    {
      primaryEmail: 'ada@example.com',
      customData: { plan: 'gold', migratedFrom: { system: 'acme', id: '1' } },
    },
    { primaryEmail: 'bob@example.com', isSuspended: true, passwordAlgorithm: 'Bcrypt' },
  ])

const importing = ['import', '--rate', 'off', '--concurrency', '1']

it('the example of docs/own-preset.md imports, by the path in the config', async () => {
  const rehearsal = await open()
  const { exitCode, stderr } = await rehearsal.run(importing)
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('Source: Acme Accounts')
  expectImported(rehearsal)
})

it('by the flag, from another folder than the config', async () => {
  const rehearsal = await open()
  await mkdir(rehearsal.path('deep'))
  const { exitCode, stderr } = await rehearsal.run(
    [...importing, '../users.json', '-c', '../none.mjs', '--source', '../acme.ts'],
    { cwd: rehearsal.path('deep') },
  )
  expect(exitCode).toBe(2)
  expect(stderr).toContain('none.mjs')
  const named = await rehearsal.run([...importing, 'users.json', '--source', './acme.ts'])
  expect(named.exitCode, named.stderr).toBe(0)
  expectImported(rehearsal)
})

it('as an object in the config', async () => {
  const rehearsal = await open()
  await writeFile(
    rehearsal.path('migrate.config.ts'),
    "import acme from './acme.ts'\nexport default { source: { preset: acme, files: ['users.json'] } }\n",
  )
  const { exitCode, stderr } = await rehearsal.run(importing)
  expect(exitCode, stderr).toBe(0)
  expectImported(rehearsal)
})

it.each([
  ['./absent.ts', undefined, 'cannot read the preset'],
  ['./broken.ts', 'throw new Error("at once")', 'could not be run: at once'],
  ['./empty.ts', 'export default { name: "x" }', 'title: expected a text'],
  ['./named.ts', 'export default { name: "Not A Name", title: "x" }', 'lower-case letters'],
])('%s is refused with what is wrong', async (path, content, message) => {
  const { run, path: at } = await open()
  if (content !== undefined) await writeFile(at(path), content)
  const { exitCode, stderr } = await run(['check', 'users.json', '--source', path])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})

it('the checks of the page run', async () => {
  const rehearsal = await open()
  await mkdir(rehearsal.path('node_modules'))
  await symlink(resolve('.'), rehearsal.path('node_modules', 'logto-migrate'))
  const acme = (await readExamples()).get('acme.ts')!
  await writeFile(rehearsal.path('acme.ts'), acme)
  await writeFile(
    rehearsal.path('checks.config.ts'),
    "import { checkPreset } from 'logto-migrate/testing'\nimport acme from './acme.ts'\n" +
      `checkPreset(acme, { records: ${users} })\nexport default { source: { preset: acme } }\n`,
  )
  const { exitCode, stderr } = await rehearsal.run(['check', 'users.json', '-c', 'checks.config.ts'])
  expect(exitCode, stderr).toBe(0)
})
