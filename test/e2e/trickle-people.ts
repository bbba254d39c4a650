import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { openLegacyStore } from '../../src/legacy-passwords/store/open-legacy-store.js'
import { hashVectors, type HashVector } from '../password/hash-vectors.js'
import type { Rehearsal } from '../support/sandbox-process.js'
import { emptyFields } from '../../src/sandbox/routes/users/create-user.js'

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

export const key = 'ab'.repeat(32)
export const run = '.migrate/users'

interface Served {
  url: string
  child: ChildProcess
  stop(): Promise<number | null>
}

export const serve = async ({ folder, env }: Rehearsal, port = '0'): Promise<Served> => {
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

export const signIn = async (
  { sandbox }: Rehearsal,
  identifier: string,
  password: string,
): Promise<boolean> => {
  const answer = await fetch(`${sandbox.url}/__sandbox/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ identifier, password }),
  })
  await answer.arrayBuffer()
  return answer.status === 200
}

export const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const left = [...items]
  const next = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: 24 }, next))
}

export interface Person {
  id: string
  email: string
  vector: HashVector
}

/** As the import leaves them: users with the mark in Logto, their hashes in the store of the run. */
export const addPeople = async (rehearsal: Rehearsal, count: number): Promise<Person[]> => {
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
    const fields = { ...emptyFields, primaryEmail: email, customData: { migratedFrom: mark } }
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
