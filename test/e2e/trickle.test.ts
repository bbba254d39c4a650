import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLegacyStore } from '../../src/legacy-passwords/store/open-legacy-store.js'
import { hashVectors, type HashVector } from '../password/hash-vectors.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

/** Ten families that no Logto digest exists for: HMAC, salted with bytes, crypt(3), phpass, iterated, peppered, … */
const families = [
  'auth0-009',
  'kratos-038',
  'passlib-186',
  'wordpress-206',
  'werkzeug-218',
  'mediawiki-237',
  'symfony-241',
  'meteor-259',
  'devise-262',
  'ldap-286',
].map((id) => hashVectors.find((vector) => vector.id === id)!)

const key = 'ab'.repeat(32)
const run = '.migrate/users'

interface Served {
  url: string
  child: ChildProcess
  stop(): Promise<number | null>
}

const serve = async ({ folder, env }: Rehearsal, port = '0'): Promise<Served> => {
  const child = spawn(
    process.execPath,
    [resolve('dist/cli.js'), 'trickle', 'serve', '--port', port, '--rate', 'off', '--run', run, '--json'],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env, LEGACY_STORE_KEY: key },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string }
    const stop = (): Promise<number | null> =>
      new Promise((end) => {
        child.once('exit', (code) => end(code))
        child.kill('SIGTERM')
      })
    return { url, child, stop }
  }
  throw new Error('the service ended before it listened')
}

const signIn = async ({ sandbox }: Rehearsal, identifier: string, password: string): Promise<boolean> => {
  const answer = await fetch(`${sandbox.url}/__sandbox/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ identifier, password }),
  })
  await answer.arrayBuffer()
  return answer.status === 200
}

const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const left = [...items]
  const next = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: 24 }, next))
}

interface Person {
  id: string
  email: string
  vector: HashVector
}

/** As the import leaves them: users with the mark in Logto, their hashes in the store of the run. */
const addPeople = async (rehearsal: Rehearsal, count: number): Promise<Person[]> => {
  mkdirSync(rehearsal.path(run), { recursive: true })
  writeFileSync(rehearsal.path('.migrate/users/checkpoint.ndjson'), '')
  const store = await openLegacyStore(
    rehearsal.path(run, 'legacy-passwords.mdb'),
    Buffer.from(key, 'hex'),
    'create',
  )
  const people = Array.from({ length: count }, (_, index): Person => {
    const vector = families[index % families.length]!
    const email = `p${index}@example.com`
    const mark = { id: `old-${index}`, system: vector.source, password: 'pending' }
    const fields = { ...nobody, primaryEmail: email, customData: { migratedFrom: mark } }
    return { id: rehearsal.sandbox.store.users.add(`user${index}`, fields, Date.now()).id, email, vector }
  })
  await Promise.all(
    people.map(({ id, vector: { source, sourceHash: hash, params } }) =>
      store.put(id, { source, hash, params }),
    ),
  )
  await store.close()
  return people
}

const nobody = {
  username: null,
  primaryEmail: null,
  primaryPhone: null,
  name: null,
  avatar: null,
  customData: {},
  profile: {},
  identities: {},
  passwordDigest: null,
  passwordAlgorithm: null,
  mfaFactors: [],
  isSuspended: false,
  isPasswordExpired: false,
  lastSignInAt: null,
}

test('a thousand people whose hashes do not convert sign in with their old password, once, and then without us', async () => {
  const rehearsal = await startRehearsal()
  const people = await addPeople(rehearsal, 1000)
  const cli = (...args: string[]): ReturnType<Rehearsal['run']> =>
    rehearsal.run(['trickle', ...args, '--run', run, '--json'], { env: { LEGACY_STORE_KEY: key } })

  expect((await cli('secret')).exitCode).toBe(0)
  const secretFile = rehearsal.path(run, 'trickle-secret')
  const secret = (await readFile(secretFile, 'utf8')).trim()
  expect((await stat(secretFile)).mode & 0o777).toBe(0o600)
  const served = await serve(rehearsal)
  const installed = await cli('install', '--url', served.url)
  expect(JSON.parse(installed.stdout)).toEqual({ action: 'installed' })
  expect(installed.stdout + installed.stderr).not.toContain(secret)

  const [last] = people.slice(-1)
  const come = people.slice(0, -1)
  const refused = { right: 0, wrong: 0 }
  // A wrong one first, by every fifth: each costs as much as the right one.
  const tryBoth = async ({ id, email, vector }: Person): Promise<void> => {
    if (id.endsWith('5') && (await signIn(rehearsal, email, `${vector.password!}x`))) refused.wrong += 1
    if (!(await signIn(rehearsal, email, vector.password!))) refused.right += 1
  }
  await inParallel(come, tryBoth)
  expect(refused).toEqual({ right: 0, wrong: 0 })
  await served.stop()

  // The service is gone: Logto has the passwords.
  const [first] = people
  expect(await signIn(rehearsal, first!.email, first!.vector.password!)).toBe(true)
  const status = JSON.parse((await cli('status', '--online')).stdout) as Record<string, unknown>
  expect(status).toMatchObject({
    total: { right: 999, wrong: 100, confirmed: 999 },
    storedHashes: 1,
    people: { pending: 1, migrated: 999, users: 1000 },
  })

  const removed = JSON.parse((await cli('remove', '--wipe')).stdout) as Record<string, unknown>
  expect(removed).toMatchObject({ action: 'removed', storedHashes: 1, isWiped: true })
  const neverCame = await readFile(rehearsal.path(run, 'never-came.csv'), 'utf8')
  expect(neverCame).toBe(`logto_id,email,phone,username\n${last!.id},${last!.email},,\n`)
  await inParallel(come.slice(0, 200), async ({ email, vector }) => {
    if (!(await signIn(rehearsal, email, vector.password!))) refused.right += 1
    if (await signIn(rehearsal, email, `${vector.password!}x`)) refused.wrong += 1
  })
  expect(refused).toEqual({ right: 0, wrong: 0 })
  expect(await signIn(rehearsal, last!.email, last!.vector.password!)).toBe(false)
}, 120_000)

test('killed at once, and started again: nobody is lost, nobody is let in twice by an old password', async () => {
  const rehearsal = await startRehearsal()
  const people = await addPeople(rehearsal, 60)
  const cli = (...args: string[]): ReturnType<Rehearsal['run']> =>
    rehearsal.run(['trickle', ...args, '--run', run, '--json'], { env: { LEGACY_STORE_KEY: key } })
  await cli('secret')
  let served = await serve(rehearsal)
  const { port } = new URL(served.url)
  expect((await cli('install', '--url', served.url)).exitCode).toBe(0)
  const coming = inParallel(people, async ({ email, vector }) => {
    await signIn(rehearsal, email, vector.password!)
  })
  await new Promise((resolve) => setTimeout(resolve, 60))
  served.child.kill('SIGKILL')
  await coming
  served = await serve(rehearsal, port)
  // What was signed within the second of the start is refused.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const out: string[] = []
  await inParallel(people, async ({ email, vector }) => {
    if (!(await signIn(rehearsal, email, vector.password!))) out.push(email)
  })
  expect(out).toEqual([])
  await served.stop()
  expect(rehearsal.sandbox.state().users.every(({ passwordDigest }) => passwordDigest !== null)).toBe(true)
}, 60_000)

test('the whole way: an import keeps the hashes, and everybody signs in with the old password at once', async () => {
  const rehearsal = await startRehearsal()
  const password = 'Kk4aPMeiaRpAs2OeX1NE'
  const hashes = ['$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/', '$1$YCnSMrz1$JYDX2iTqeQrgMbY4hFkWj1']
  const people = Array.from({ length: 20 }, (_, index) => ({
    id: `p${index}`,
    email: `p${index}@example.org`,
    passwordHash: hashes[index % hashes.length],
  }))
  writeFileSync(
    rehearsal.path('users.ndjson'),
    people.map((person) => `${JSON.stringify(person)}\n`).join(''),
  )
  const env = { LEGACY_STORE_KEY: key }
  const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '--keep-legacy']
  expect(await rehearsal.run(args, { env })).toMatchObject({ exitCode: 0 })
  await rehearsal.run(['trickle', 'secret', '--run', run], { env })
  const served = await serve(rehearsal)
  const install = ['trickle', 'install', '--url', served.url, '--run', run]
  expect((await rehearsal.run(install, { env })).exitCode).toBe(0)
  const outcomes = { wrong: 0, right: 0 }
  await inParallel(people, async ({ email }) => {
    if (await signIn(rehearsal, email, `${password}x`)) outcomes.wrong += 1
    if (await signIn(rehearsal, email, password)) outcomes.right += 1
  })
  expect(outcomes).toEqual({ wrong: 0, right: 20 })
  await served.stop()
}, 60_000)
