import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { systemEffects } from '../../src/effects/system-effects.js'
import { MigrationError } from '../../src/outcome/migration-error.js'
import { signAnswer, signRequest } from '../../src/trickle/service/signature.js'
import { ReplayGuard } from '../../src/trickle/service/replay-guard.js'
import { TryCounter } from '../../src/trickle/service/try-counter.js'
import { openTrickle, secret } from './open-trickle.js'

interface Sent {
  timestamp?: string
  nonce?: string
  secret?: string
  body?: string
}

const post = (
  url: string,
  attempt: unknown,
  { timestamp = String(Math.floor(Date.now() / 1000)), nonce = randomUUID(), ...more }: Sent = {},
): Promise<Response> => {
  const text = JSON.stringify(attempt)
  return fetch(`${url}/verify`, {
    method: 'POST',
    headers: {
      'x-trickle-timestamp': timestamp,
      'x-trickle-nonce': nonce,
      'x-trickle-signature': signRequest(more.secret ?? secret, timestamp, nonce, text),
    },
    body: more.body ?? text,
  })
}

const attemptOf = (userId: string, password: string): Record<string, unknown> => ({
  userId,
  identifier: { type: 'email', value: 'anna@example.com' },
  password,
})

test('a signed try is answered, and the answer proves itself', async () => {
  const { service, addPerson } = await openTrickle()
  const id = await addPerson('anna', 'old-secret')
  const nonce = randomUUID()
  const answer = await post(service.url, attemptOf(id, 'old-secret'), { nonce })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ result: 'right', proof: signAnswer(secret, nonce, 'right') })
  const wrong = await post(service.url, attemptOf(id, 'other'))
  expect(await wrong.json()).toMatchObject({ result: 'no' })
})

test('a suspended person and one who is gone are refused by the service too, whoever asks', async () => {
  const { service, addPerson, call, hashes } = await openTrickle()
  const id = await addPerson('anna', 'old-secret')
  await call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: true })
  expect(await (await post(service.url, attemptOf(id, 'old-secret'))).json()).toMatchObject({ result: 'no' })
  expect(await (await post(service.url, attemptOf('nobody', 'old-secret'))).json()).toMatchObject({
    result: 'no',
  })
  const text = await service.metrics.read()
  expect(text).toContain('trickle_tries_total{result="suspended"} 1')
  expect(text).toContain('trickle_tries_total{result="gone"} 1')
  expect(hashes.asked).toBe(0)
  await call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: false })
  expect(await (await post(service.url, attemptOf(id, 'old-secret'))).json()).toMatchObject({
    result: 'right',
  })
})

test('a replayed, late, early, altered or foreign request is refused unread', async () => {
  const { service, hashes, addPerson } = await openTrickle()
  const id = await addPerson('anna', 'old-secret')
  const attempt = attemptOf(id, 'old-secret')
  const seconds = Math.floor(Date.now() / 1000)
  const nonce = randomUUID()
  expect((await post(service.url, attempt, { nonce, timestamp: String(seconds) })).status).toBe(200)
  const refused: [Sent, string][] = [
    [{ nonce, timestamp: String(seconds) }, 'replayed'],
    [{ nonce, timestamp: String(seconds + 1) }, 'replayed'],
    [{ timestamp: String(seconds - 61) }, 'stale'],
    [{ timestamp: String(seconds + 120) }, 'stale'],
    [{ timestamp: '1e9' }, 'stale'],
    [{ timestamp: '' }, 'stale'],
    [{ nonce: 'short' }, 'stale'],
    [{ secret: 'another' }, 'signature'],
    [{ body: JSON.stringify({ ...attempt, password: 'other' }) }, 'signature'],
  ]
  for (const [sent, error] of refused) {
    const answer = await post(service.url, attempt, sent)
    expect([answer.status, await answer.json()]).toEqual([401, { error }])
  }
  expect(hashes.asked).toBe(1)
})

test('what was signed before the service began is refused: it cannot know whether it has seen it', () => {
  let nowMs = 1_000_000_500
  const guard = new ReplayGuard({ now: () => nowMs })
  expect(guard.judge('999999', 'n'.repeat(20))).toBe('stale')
  expect(guard.judge('1000000', 'n'.repeat(20))).toBeUndefined()
  nowMs += 59_000
  expect(guard.judge('1000000', 'n'.repeat(20))).toBe('replayed')
})

test('nonces are remembered while their timestamp is good, and no longer; when there are too many, all wait', () => {
  let nowMs = 1_000_000_000
  const guard = new ReplayGuard({ now: () => nowMs, maxNonces: 3 })
  const at = (name: string): ReturnType<typeof guard.judge> =>
    guard.judge(String(Math.floor(nowMs / 1000)), name.padEnd(16, '_'))
  expect([at('a'), at('b'), at('c'), at('d')]).toEqual([undefined, undefined, undefined, 'crowded'])
  nowMs += 121_001
  expect([at('d'), at('d')]).toEqual([undefined, 'replayed'])
})

test('a person has so many tries a minute, by id and by what was typed; others are not held up', () => {
  let nowMs = 0
  const tries = new TryCounter({ now: () => nowMs, limit: 2, maxNames: 6 })
  expect([1, 2, 3].map(() => tries.take(['id:1', 'email:a']))).toEqual([true, true, false])
  expect(tries.take(['id:2', 'email:a'])).toBe(false)
  expect(tries.take(['id:2', 'email:b'])).toBe(true)
  nowMs = 59_999
  expect(tries.take(['id:1', 'email:a'])).toBe(false)
  nowMs = 60_000
  expect(tries.take(['id:1', 'email:a'])).toBe(true)
  expect(tries.take(['id:3', 'email:c'])).toBe(true)
  // Memory has a bound: beyond it nobody new is taken until a minute has passed.
  expect([tries.take(['id:4', 'email:d']), tries.take(['id:5', 'email:e'])]).toEqual([true, false])
  nowMs += 60_000
  expect(tries.take(['id:5', 'email:e'])).toBe(true)
})

test('the limit of tries holds over the service for a minute, by person and by what is typed, and is counted', async () => {
  const clock = { aheadMs: 0 }
  const effects = { ...systemEffects, now: () => Date.now() + clock.aheadMs }
  const { service, addPerson, hashes } = await openTrickle({ triesPerMinute: 3, effects })
  const id = await addPerson('anna', 'old-secret')
  const other = await addPerson('otto', 'old-secret')
  for (let index = 0; index < 3; index += 1) await post(service.url, attemptOf(id, `guess ${index}`))
  expect(await (await post(service.url, attemptOf(id, 'old-secret'))).json()).toMatchObject({ result: 'no' })
  expect(hashes.asked).toBe(3)
  // Another account by the same address, and the same account by another name.
  const resultOf = async (userId: string, value: string): Promise<unknown> => {
    const attempt = { userId, identifier: { type: 'email', value }, password: 'old-secret' }
    const timestamp = String(Math.floor(effects.now() / 1000))
    return ((await (await post(service.url, attempt, { timestamp })).json()) as { result: string }).result
  }
  expect(await resultOf(other, 'ANNA@example.com')).toBe('no')
  expect(await resultOf(id, 'anna.old@example.com')).toBe('no')
  expect(await resultOf(other, 'otto@example.com')).toBe('right')
  expect(await service.metrics.read()).toContain('trickle_tries_total{result="too_many_tries"} 3')
  clock.aheadMs = 60_000
  expect(await resultOf(id, 'anna@example.com')).toBe('right')
})

test('bad bodies, other paths, health and metrics', async () => {
  const { service, addPerson } = await openTrickle()
  await addPerson('anna', 'old-secret')
  for (const body of [{}, { userId: 1 }, [], null, { ...attemptOf('x', ''), password: '' }]) {
    expect((await post(service.url, body)).status).toBe(400)
  }
  expect((await post(service.url, attemptOf('x', 'p'.repeat(9000)))).status).toBe(400)
  expect((await fetch(`${service.url}/verify`)).status).toBe(404)
  expect(await (await fetch(`${service.url}/health`)).json()).toEqual({ status: 'ok' })
  const metrics = await fetch(`${service.url}/metrics`)
  expect(metrics.headers.get('content-type')).toContain('text/plain')
  const text = await metrics.text()
  expect(text).toContain('trickle_stored_hashes 1')
  expect(text).toContain('trickle_refused_total{reason="body"} 6')
  expect(text).toContain('process_resident_memory_bytes')
})

test('a hash that cannot be judged and a Logto that does not answer are errors, not wrong passwords', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('anna', 'old-secret')
  trickle.hashes.fail = new MigrationError('input', 'verify_memory', 'too much memory')
  expect(await (await post(trickle.service.url, attemptOf(id, 'old-secret'))).json()).toMatchObject({
    result: 'no',
  })
  trickle.sandbox.setFaults({ error5xxBeforeCommit: { probability: 1 } })
  expect(await (await post(trickle.service.url, attemptOf(id, 'old-secret'))).json()).toMatchObject({
    result: 'no',
  })
  const text = await trickle.service.metrics.read()
  expect(text).toContain('trickle_errors_total{reason="verify_memory"} 1')
  expect(text).toContain('trickle_errors_total{reason="logto_unavailable"} 1')
  expect(text).toContain('trickle_tries_total{result="error"} 2')
  expect(trickle.hashes.count()).toBe(1)
})

test('stops in good order: what is under way is answered, a hanging connection is not waited for', async () => {
  const { service, addPerson, hashes } = await openTrickle()
  const id = await addPerson('anna', 'old-secret')
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write('POST /verify HTTP/1.1\r\nhost: x\r\n')
  let open: () => void = () => undefined
  hashes.gate = new Promise((resolve) => {
    open = resolve
  })
  const underWay = post(service.url, attemptOf(id, 'old-secret'))
  await vi.waitUntil(() => hashes.asked === 1, { timeout: 30_000 })
  const stopping = service.close()
  await expect(post(service.url, attemptOf(id, 'old-secret'))).rejects.toThrow()
  open()
  expect((await underWay).status).toBe(200)
  socket.destroy()
  await stopping
})
