import { expect, onTestFinished, test } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { type StubRequest, type StubServer, startStubServer } from '../support/stub-server.js'
import {
  importPeople,
  makePeople,
  serveHere,
  type Served,
  signIn,
  signInPatiently,
  trickle,
} from './trickle-people.js'

/** Of three families: one cheap to verify, two that are verified in a thread. */
const people = makePeople(8).filter((_, index) => [0, 3, 6].includes(index))
const [anna, bert, carl] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]]

interface Tricked {
  rehearsal: Rehearsal
  served: Served
  /** Between Logto and the service: what the action sends. */
  way: StubServer
  set(email: string, method: string, path: string, body: unknown): Promise<void>
  total(): Promise<Record<string, number>>
}

/** People who are waiting, the built program's service and store, and a proxy that sees what passes. */
const open = async (...flags: readonly string[]): Promise<Tricked> => {
  const rehearsal = await startRehearsal()
  await importPeople(rehearsal, people)
  const served = await serveHere(rehearsal, '0', ...flags)
  const way = await startStubServer(async (request) => {
    const answer = await pass(served.url, request).catch(() => undefined)
    return answer ? { status: answer.status, json: await answer.json() } : 'reset'
  })
  onTestFinished(() => way.close())
  expect(await trickle(rehearsal, 'install', '--url', way.endpoint)).toMatchObject({ exitCode: 0 })
  way.requests.length = 0
  const set = async (email: string, method: string, path: string, body: unknown): Promise<void> => {
    const { id } = rehearsal.sandbox.state().users.find(({ primaryEmail }) => primaryEmail === email)!
    const args = ['api', method, `/users/${id}/${path}`, '--data', JSON.stringify(body)]
    expect(await rehearsal.run(args)).toMatchObject({ exitCode: 0 })
  }
  const total = async (): Promise<Record<string, number>> => {
    await served.stop()
    return (JSON.parse((await trickle(rehearsal, 'status')).stdout) as { total: Record<string, number> })
      .total
  }
  return { rehearsal, served, way, set, total }
}

const signed = ['x-trickle-timestamp', 'x-trickle-nonce', 'x-trickle-signature'] as const

const pass = (
  url: string,
  { method, path, headers, body }: StubRequest,
  changed: Record<string, string> = {},
): Promise<Response> => {
  const passed = Object.fromEntries(signed.map((name) => [name, String(headers[name])]))
  return fetch(`${url}${path}`, { method, headers: { ...passed, ...changed }, body })
}

test('a reset before the first sign-in, and a change after it: the old password is worth nothing', async () => {
  const { rehearsal, set, total } = await open()
  await set(anna.email, 'PATCH', 'password', { password: 'brand new' })
  expect(await signIn(rehearsal, anna.email, anna.password)).toBe(false)
  expect(await signIn(rehearsal, anna.email, 'brand new')).toBe(true)
  expect(await signInPatiently(rehearsal, bert.email, bert.password)).toBe(true)
  await set(bert.email, 'PATCH', 'password', { password: 'newer still' })
  expect(await signIn(rehearsal, bert.email, bert.password)).toBe(false)
  // Somebody sets the mark back by hand.
  await set(bert.email, 'PATCH', 'custom-data', { customData: { migratedFrom: { password: 'pending' } } })
  expect(await signIn(rehearsal, bert.email, bert.password)).toBe(false)
  expect(await signIn(rehearsal, bert.email, 'newer still')).toBe(true)
  expect(await total()).toMatchObject({ has_password: 2, confirmed: 1 })
})

test('a suspended person stays out, and is in with the old password when they are back', async () => {
  const { rehearsal, set, way } = await open()
  await set(anna.email, 'PATCH', 'is-suspended', { isSuspended: true })
  expect(await signIn(rehearsal, anna.email, anna.password)).toBe(false)
  expect(way.requests).toHaveLength(0)
  await set(anna.email, 'PATCH', 'is-suspended', { isSuspended: false })
  expect(await signInPatiently(rehearsal, anna.email, anna.password)).toBe(true)
})

test('sign-ins at once: the right ones are in, the wrong one is not, and one password is stored', async () => {
  const { rehearsal } = await open()
  const outcomes = await Promise.all([
    signInPatiently(rehearsal, carl.email, carl.password),
    signIn(rehearsal, carl.email, carl.wrong),
    signInPatiently(rehearsal, carl.email, carl.password),
  ])
  expect(outcomes).toEqual([true, false, true])
  expect(await signIn(rehearsal, carl.email, carl.password)).toBe(true)
  expect(await signIn(rehearsal, carl.email, carl.wrong)).toBe(false)
})

test('a request that somebody recorded: not again, not later, not changed, not for the next service', async () => {
  const { rehearsal, served, way, total } = await open()
  expect(await signIn(rehearsal, anna.email, anna.wrong)).toBe(false)
  const recorded = way.requests[0]!
  const refusal = async (changed: Record<string, string>, body = recorded.body): Promise<unknown> => {
    const answer = await pass(served.url, { ...recorded, body }, changed)
    return [answer.status, ((await answer.json()) as { error: string }).error]
  }
  expect(await refusal({})).toEqual([401, 'replayed'])
  const timestamp = Number(recorded.headers['x-trickle-timestamp'])
  expect(await refusal({ 'x-trickle-timestamp': String(timestamp + 30) })).toEqual([401, 'signature'])
  expect(await refusal({ 'x-trickle-nonce': 'n'.repeat(36) })).toEqual([401, 'signature'])
  expect(await refusal({}, recorded.body.replace(anna.wrong, anna.password))).toEqual([401, 'signature'])
  // Only the first was looked at.
  expect(Object.values(await total())).toEqual([1])
})

test('a service that is down: out, and in when it is back, with the hash still there', async () => {
  const { rehearsal, served } = await open()
  await served.stop()
  expect(await signIn(rehearsal, anna.email, anna.password)).toBe(false)
  await serveHere(rehearsal, new URL(served.url).port)
  expect(await signInPatiently(rehearsal, anna.email, anna.password)).toBe(true)
})

test("somebody else's action is in place by now: left alone, who never came is listed, and the hashes are deleted", async () => {
  const { rehearsal } = await open()
  const theirs = { script: 'const runAction = async () => undefined' }
  const path = '/configs/actions/action.postFirstFactorVerification'
  const put = await rehearsal.run(['api', 'PUT', path, '--data', JSON.stringify(theirs)])
  expect(put).toMatchObject({ exitCode: 0 })
  const removed = await trickle(rehearsal, 'remove', '--wipe')
  expect(JSON.parse(removed.stdout)).toMatchObject({
    action: 'foreign',
    people: { pending: 3 },
    isWiped: true,
  })
  expect(rehearsal.sandbox.state().actions['action.postFirstFactorVerification']).toMatchObject(theirs)
})

test('guesses: so many a minute for one person, while others come in', async () => {
  const { rehearsal, total } = await open('--tries', '3')
  for (const guess of ['a', 'b', 'c']) expect(await signIn(rehearsal, anna.email, guess)).toBe(false)
  expect(await signIn(rehearsal, anna.email, anna.password)).toBe(false)
  expect(await signInPatiently(rehearsal, carl.email, carl.password)).toBe(true)
  expect(await total()).toMatchObject({ too_many_tries: 1, confirmed: 1 })
})
