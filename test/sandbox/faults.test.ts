import { describe, expect, test } from 'vitest'
import type { FaultKind, FaultPlan, FaultRule } from '../../src/sandbox/faults/fault-plan.js'
import { openSandbox } from './sandbox-client.js'
import type { Answer, SandboxClient } from './sandbox-client.js'

const always = { probability: 1, max: 1 }
const seedCreates = 30

/** The outcome of one create, in words that do not depend on ids. */
const tryCreate = async ({ call }: SandboxClient, username: string): Promise<string> => {
  try {
    const { status } = await call('POST', '/api/users', { username })
    return String(status)
  } catch (error) {
    return error instanceof SyntaxError ? 'unreadable' : 'broken'
  }
}

interface FaultCase {
  kind: FaultKind
  more?: Omit<FaultRule, 'probability'>
  outcome: string
  isStored: boolean
}

const cases: FaultCase[] = [
  { kind: 'resetBeforeCommit', outcome: 'broken', isStored: false },
  { kind: 'resetAfterCommit', outcome: 'broken', isStored: true },
  { kind: 'error5xxBeforeCommit', more: { statuses: [503] }, outcome: '503', isStored: false },
  { kind: 'error5xxAfterCommit', more: { statuses: [500] }, outcome: '500', isStored: true },
  { kind: 'garbageBody', outcome: 'unreadable', isStored: true },
  { kind: 'cutBody', outcome: 'broken', isStored: true },
  { kind: 'slowTrickle', more: { durationMs: 40 }, outcome: '200', isStored: true },
  { kind: 'tooManyRequests', outcome: '429', isStored: false },
  { kind: 'tokenExpiry', outcome: '401', isStored: false },
  { kind: 'refuseConnections', more: { durationMs: 20 }, outcome: 'broken', isStored: false },
]

test.for(cases)('$kind: answer $outcome, stored $isStored', async ({ kind, more, outcome, isStored }) => {
  const client = await openSandbox()
  client.sandbox.setFaults({ [kind]: { ...always, ...more } })
  expect(await tryCreate(client, 'somebody')).toBe(outcome)
  expect(client.sandbox.state().users.map(({ username }) => username)).toEqual(isStored ? ['somebody'] : [])
  expect(client.sandbox.stats().faults).toEqual({ [kind]: 1 })
})

describe('Retry-After of an injected 429', () => {
  const ask = async (retryAfterForm: 'seconds' | 'date'): Promise<Answer> => {
    const { call, sandbox } = await openSandbox({ effects: { now: () => 1_700_000_000_500, sleep } })
    sandbox.setFaults({ tooManyRequests: { ...always, retryAfterSeconds: 3, retryAfterForm } })
    return call('GET', '/api/users')
  }
  const sleep = (): Promise<void> => Promise.resolve()

  test('in seconds', async () => {
    const { headers, body } = await ask('seconds')
    expect(headers.get('retry-after')).toBe('3')
    expect(body).toEqual({
      code: 'request.rate_limited',
      message: 'Too many requests. Please try again later.',
    })
  })

  test('as a date, not too early', async () => {
    expect((await ask('date')).headers.get('retry-after')).toBe('Tue, 14 Nov 2023 22:13:24 GMT')
  })
})

test('refused connections come back on the same port', async () => {
  const client = await openSandbox()
  client.sandbox.setFaults({ refuseConnections: { ...always, durationMs: 50 } })
  expect(await tryCreate(client, 'first')).toBe('broken')
  let outcome = 'broken'
  for (let attempt = 0; outcome === 'broken' && attempt < 200; attempt += 1) {
    outcome = await tryCreate(client, 'second')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(outcome).toBe('200')
})

test('a seed replays the same failures', async () => {
  const plan: FaultPlan = {
    resetBeforeCommit: { probability: 0.2 },
    resetAfterCommit: { probability: 0.2 },
    error5xxAfterCommit: { probability: 0.2 },
    tooManyRequests: { probability: 0.2 },
  }
  const run = async (seed: number): Promise<string[]> => {
    const client = await openSandbox({ seed })
    client.sandbox.setFaults(plan)
    const outcomes: string[] = []
    for (let n = 0; n < seedCreates; n += 1) outcomes.push(await tryCreate(client, `user_${n}`))
    const stored = client.sandbox.state().users.map(({ username, id }) => `${username}:${id}`)
    return [...outcomes, ...stored]
  }
  const first = await run(11)
  expect(await run(11)).toEqual(first)
  expect(await run(12)).not.toEqual(first)
  expect(new Set(first.slice(0, seedCreates)).size).toBeGreaterThan(3)
})
