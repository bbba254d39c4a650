import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { addPeople, inParallel, key, type Person, run, serve, signIn } from './trickle-people.js'

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
