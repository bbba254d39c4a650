import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
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
