import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import {
  everybody,
  importPeople,
  makePeople,
  runFolder,
  serveAsProcess,
  signIn,
  signInAgain,
  signInAll,
  trickle,
} from './trickle-people.js'

test('a thousand people whose hashes do not convert sign in with their old password, once, and then without us', async () => {
  const rehearsal = await startRehearsal()
  const people = makePeople(1001)
  await importPeople(rehearsal, people)
  const secretFile = rehearsal.path(runFolder, 'trickle-secret')
  expect(statSync(secretFile).mode & 0o777).toBe(0o600)
  const secret = readFileSync(secretFile, 'utf8').trim()
  const served = await serveAsProcess(rehearsal)
  const installed = await trickle(rehearsal, 'install', '--url', served.url)
  expect(JSON.parse(installed.stdout)).toEqual({ action: 'installed' })
  expect(installed.stdout + installed.stderr).not.toContain(secret)

  const [last] = people.slice(-1)
  const come = people.slice(0, -1)
  expect(await signInAll(rehearsal, come, 16)).toEqual(everybody)
  expect(await served.stop()).toBe(0)

  // The service is gone: Logto has the passwords.
  const [first] = people
  expect(await signIn(rehearsal, first!.email, first!.password)).toBe(true)
  const status = JSON.parse((await trickle(rehearsal, 'status', '--online')).stdout) as Record<
    string,
    unknown
  >
  expect(status).toMatchObject({
    total: { confirmed: 1000 },
    storedHashes: 1,
    people: { pending: 1, migrated: 1000, users: 1001 },
  })

  const removed = JSON.parse((await trickle(rehearsal, 'remove', '--wipe')).stdout) as Record<string, unknown>
  expect(removed).toMatchObject({ action: 'removed', storedHashes: 1, isWiped: true })
  const { id } = rehearsal.sandbox.state().users.find(({ primaryEmail }) => primaryEmail === last!.email)!
  const neverCame = readFileSync(rehearsal.path(runFolder, 'never-came.csv'), 'utf8')
  expect(neverCame).toBe(`logto_id,email,phone,username\n${id},${last!.email},,\n`)
  expect(await signInAgain(rehearsal, come)).toEqual(everybody)
  expect(await signIn(rehearsal, last!.email, last!.password)).toBe(false)
}, 240_000)
