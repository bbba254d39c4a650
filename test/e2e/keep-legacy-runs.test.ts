import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openLegacyStore } from '../../src/legacy-passwords/store/open-legacy-store.js'
import { verifyLegacyPassword } from '../../src/legacy-passwords/verify/verify-legacy-password.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'
import { emptyFields } from '../../src/sandbox/routes/users/create-user.js'

const password = 'Kk4aPMeiaRpAs2OeX1NE'
const hashes = ['$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/', '$1$YCnSMrz1$JYDX2iTqeQrgMbY4hFkWj1']
const newer = '$P$BpGVkrUD04EEARyVbvpil5Ie1FcdYE1'
const key = 'cd'.repeat(32)
const env = { LEGACY_STORE_KEY: key }
const args = ['import', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--run', 'run', '--yes']

interface Person {
  id: string
  email: string
  passwordHash?: string
}

const makePeople = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    email: `p${index}@example.org`,
    passwordHash: hashes[index % hashes.length]!,
  }))

const write = ({ path }: Rehearsal, people: readonly Person[]): void =>
  writeFileSync(path('people.ndjson'), people.map((person) => `${JSON.stringify(person)}\n`).join(''))

/** Hashes by source key, as the store has them. */
const readStore = async ({ path, sandbox }: Rehearsal): Promise<Record<string, unknown>> => {
  const store = await openLegacyStore(path('run', 'legacy-passwords.mdb'), Buffer.from(key, 'hex'), 'read')
  const kept: Record<string, unknown> = {}
  for (const user of sandbox.state().users) {
    const entry = store.get(user.id)
    if (entry !== undefined) kept[sourceKeyOf(user)] = entry.hash
  }
  expect(store.count()).toBe(Object.keys(kept).length)
  await store.close()
  return kept
}

const hashesOf = (people: readonly Person[]): Record<string, unknown> =>
  Object.fromEntries(people.map(({ id, passwordHash }) => [id, passwordHash]))

const markOf = ({ sandbox }: Rehearsal, id: string): unknown =>
  (
    sandbox.state().users.find((user) => sourceKeyOf(user) === id)!.customData['migratedFrom'] as {
      password?: string
    }
  ).password

it('--canary keeps those of the first few, and the rest after them', async () => {
  const rehearsal = await startRehearsal()
  const people = makePeople(12)
  write(rehearsal, people)
  const { exitCode, stdout } = await rehearsal.run([...args, '--keep-legacy', '--canary', '4', '--json'], {
    env,
  })
  expect(exitCode).toBe(0)
  expect(stdout).toContain('canary')
  expect(await readStore(rehearsal)).toEqual(hashesOf(people))
})

it('retry keeps the hash of whom Logto refused before, with the flag or without', async () => {
  const rehearsal = await startRehearsal()
  const people = makePeople(6)
  write(rehearsal, people)
  // Somebody else has the addresses of two.
  const taken = people
    .slice(0, 2)
    .map(({ email }, index) =>
      rehearsal.sandbox.store.users.add(
        `stranger${index}`,
        { ...emptyFields, primaryEmail: email },
        Date.now(),
      ),
    )
  await rehearsal.run([...args, '--keep-legacy', '--on-conflict', 'fail'], { env })
  expect(Object.keys(await readStore(rehearsal))).toHaveLength(4)
  for (const row of taken) rehearsal.sandbox.store.users.remove(row)
  const retried = await rehearsal.run(
    ['retry', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--run', 'run'],
    { env },
  )
  expect(retried).toMatchObject({ exitCode: 0 })
  expect(await readStore(rehearsal)).toEqual(hashesOf(people))
  expect(people.map(({ id }) => markOf(rehearsal, id))).toEqual(people.map(() => 'pending'))
})

it('--delta replaces a changed hash and keeps a new one, but not for who has a password by now', async () => {
  const rehearsal = await startRehearsal()
  const people = makePeople(4)
  write(rehearsal, people)
  await rehearsal.run([...args, '--keep-legacy'], { env })
  // p1 has reset the password meanwhile.
  const { users } = rehearsal.sandbox.store
  const p1 = [...users.all()].find((user) => sourceKeyOf(user) === 'p1')!
  users.update(p1, { passwordDigest: 'x', passwordAlgorithm: 'Argon2i' }, Date.now())
  const later = [
    { ...people[0]!, passwordHash: newer },
    { ...people[1]!, passwordHash: newer },
    ...people.slice(2),
    { id: 'p9', email: 'p9@example.org', passwordHash: newer },
  ]
  write(rehearsal, later)
  expect(await rehearsal.run([...args, '--delta'], { env })).toMatchObject({ exitCode: 0 })
  expect(await readStore(rehearsal)).toMatchObject({ p0: newer, p2: hashes[0], p3: hashes[1], p9: newer })
  expect((await readStore(rehearsal))['p1']).not.toBe(newer)
})

it('a map() that clones the user loses no hash; an old system alone opens no store and makes no key', async () => {
  const rehearsal = await startRehearsal()
  const people = makePeople(4)
  write(rehearsal, people)
  writeFileSync(
    rehearsal.path('migrate.config.mjs'),
    'export default { map: (user) => structuredClone(user), legacyPasswords: true }\n',
  )
  expect(await rehearsal.run(args, { env })).toMatchObject({ exitCode: 0 })
  const kept = await readStore(rehearsal)
  expect(kept).toEqual(hashesOf(people))
  expect(await verifyLegacyPassword('generic', kept['p0'], {}, password)).toBe(true)

  const other = await startRehearsal()
  write(other, [{ id: 'p0', email: 'p0@example.org' }])
  writeFileSync(
    other.path('migrate.config.mjs'),
    `export default { legacyPasswords: { upstream: { type: 'okta', url: 'https://old.example.com' } } }\n`,
  )
  expect(await other.run(args)).toMatchObject({ exitCode: 0 })
  expect(markOf(other, 'p0')).toBe('pending')
  for (const name of ['run/legacy-passwords.mdb', 'legacy-passwords.key'])
    expect(existsSync(other.path(name))).toBe(false)
})

it('init --keep-legacy makes the key for its owner alone, and a config that keeps', async () => {
  const rehearsal = await startRehearsal()
  write(rehearsal, makePeople(2))
  const made = await rehearsal.run([
    'init',
    '--from',
    'people.ndjson',
    '--source',
    'generic',
    '--keep-legacy',
    '--config',
    'migrate.config.ts',
  ])
  expect(made).toMatchObject({ exitCode: 0 })
  expect(readFileSync(rehearsal.path('legacy-passwords.key'), 'utf8').trim()).toMatch(/^[0-9a-f]{64}$/)
  expect(readFileSync(rehearsal.path('migrate.config.ts'), 'utf8')).toContain('legacyPasswords: true')
})

describe('a key that is none', () => {
  const bad = [
    'short',
    'cd'.repeat(31),
    `${'cd'.repeat(32)}0`,
    'g'.repeat(64),
    'a b'.repeat(20),
    '=='.repeat(22),
  ]
  const keepers: [string, string[]][] = [
    ['import', [...args, '--keep-legacy']],
    ['import --delta', [...args, '--keep-legacy', '--delta']],
    ['import of a run that keeps', args],
    ['retry', ['retry', 'people.ndjson', '--source', 'generic', '--run', 'run']],
    ['trickle serve', ['trickle', 'serve', '--run', 'run']],
    ['trickle status', ['trickle', 'status', '--run', 'run']],
    ['trickle remove', ['trickle', 'remove', '--run', 'run']],
  ]

  it.each(keepers)('is refused by %s before anything is asked', async (name, called) => {
    const rehearsal = await startRehearsal()
    const { run, sandbox, path } = rehearsal
    // Nobody whose password would have to be kept.
    write(rehearsal, [{ id: 'p1', email: 'p1@example.org' }])
    await run(args)
    const keepsWithoutFlag = name === 'retry' || name === 'import of a run that keeps'
    if (keepsWithoutFlag) await writeFile(path('run', 'legacy-passwords.mdb'), '')
    await writeFile(path('run', 'trickle-secret'), `${'ab'.repeat(32)}\n`, { mode: 0o600 })
    sandbox.resetStats()
    for (const value of bad) {
      const end = await run([...called, '--json'], { env: { LEGACY_STORE_KEY: value } })
      expect({ ...JSON.parse(end.stdout), exitCode: end.exitCode }).toMatchObject({
        error: { code: 'legacy_key_invalid' },
        exitCode: 2,
      })
    }
    await writeFile(path('legacy-passwords.key'), 'no key\n', { mode: 0o600 })
    const end = await run([...called, '--json'])
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: 'legacy_key_invalid' } })
    expect(sandbox.stats().requests).toEqual({})
  })
})
