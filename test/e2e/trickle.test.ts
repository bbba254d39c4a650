import { readFileSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { startStubServer } from '../support/stub-server.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { addPeople, inParallel, key, run, serve, signIn } from './trickle-people.js'

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

/** Ten families that no digest of Logto has, as an export writes them: each says what it is. */
const written = [
  '$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/',
  '$1$YCnSMrz1$JYDX2iTqeQrgMbY4hFkWj1',
  ...readProgramHashes([
    'crypt $5$',
    'crypt $6$',
    '$wp$ (wp_hash_password)',
    'apr_md5_crypt',
    'sha1_crypt',
    'bcrypt_sha256 v2',
    'nthash $3$$',
    'mssql2005',
  ]),
].map((hash) => (typeof hash === 'string' ? { hash, password: 'Kk4aPMeiaRpAs2OeX1NE' } : hash))

function readProgramHashes(notes: readonly string[]): { hash: string; password: string }[] {
  const text = readFileSync('test/legacy-passwords/verify/program-vectors.ndjson', 'utf8')
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { note: string; sourceHash: string; password: string })
  return notes.map((wanted) => {
    const { sourceHash, password } = rows.find(
      ({ note, password: typed }) => note === wanted && typed !== '',
    )!
    return { hash: sourceHash, password }
  })
}

test('the whole way: an import keeps hashes and marks who has none; the old system is asked for these', async () => {
  const rehearsal = await startRehearsal()
  const asked: string[] = []
  const old = await startStubServer(({ body }) => {
    const { username, password } = JSON.parse(body) as Record<string, string>
    asked.push(username!)
    return { status: password === `old of ${username}` ? 200 : 401, json: {} }
  })
  onTestFinished(() => old.close())
  const people = Array.from({ length: 120 }, (_, index) => {
    const email = `p${index}@example.org`
    const { hash, password } = written[index % written.length]!
    return index < 100
      ? { row: { id: `p${index}`, email, passwordHash: hash }, email, password }
      : { row: { id: `p${index}`, email }, email, password: `old of ${email}` }
  })
  writeFileSync(rehearsal.path('users.ndjson'), people.map(({ row }) => `${JSON.stringify(row)}\n`).join(''))
  const config = { legacyPasswords: { upstream: { type: 'http', url: old.endpoint } } }
  writeFileSync(rehearsal.path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  const env = { LEGACY_STORE_KEY: key }
  const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '--yes']
  expect(await rehearsal.run(args, { env })).toMatchObject({ exitCode: 0 })
  await rehearsal.run(['trickle', 'secret', '--run', run], { env })
  const served = await serve(rehearsal)
  const install = ['trickle', 'install', '--url', served.url, '--run', run]
  expect((await rehearsal.run(install, { env })).exitCode).toBe(0)
  const outcomes = { wrong: 0, right: [] as string[] }
  await inParallel(people, async ({ email, password }) => {
    if (await signIn(rehearsal, email, `y${password}`)) outcomes.wrong += 1
    if (!(await signIn(rehearsal, email, password))) outcomes.right.push(email)
  })
  expect(outcomes).toEqual({ wrong: 0, right: [] })
  // Once for each try, and for nobody whose hash is kept.
  expect(asked).toHaveLength(40)
  expect(new Set(asked)).toEqual(new Set(people.slice(100).map(({ email }) => email)))
  await served.stop()
  expect((await rehearsal.run(['trickle', 'remove', '--run', run, '--wipe'], { env })).exitCode).toBe(0)
  await inParallel(people, async ({ email, password }) => {
    if (await signIn(rehearsal, email, `y${password}`)) outcomes.wrong += 1
    if (!(await signIn(rehearsal, email, password))) outcomes.right.push(email)
  })
  expect(outcomes).toEqual({ wrong: 0, right: [] })
  expect(asked).toHaveLength(40)
}, 60_000)
