import { expect, test } from 'vitest'
import { openSandbox, send } from './sandbox-client.js'

/** A clock that only the test moves. */
const createClock = () => {
  const clock = { timeMs: 1_700_000_000_000, now: () => clock.timeMs, sleep: () => Promise.resolve() }
  return clock
}

test('the limit is a sliding one', async () => {
  const clock = createClock()
  const { call, sandbox } = await openSandbox({ effects: clock })
  sandbox.settings.limit = { requests: 3, windowMs: 10_000 }
  const statusAt = async (offsetMs: number): Promise<string> => {
    clock.timeMs = 1_700_000_000_000 + offsetMs
    const { status, headers } = await call('GET', '/api/users')
    return `${status} ${headers.get('retry-after') ?? ''}`.trim()
  }
  expect(await statusAt(5000)).toBe('200')
  expect(await statusAt(9000)).toBe('200')
  expect(await statusAt(9500)).toBe('200')
  // A counter that starts anew every 10 seconds would let these through.
  expect(await statusAt(10_500)).toBe('429 9')
  expect(await statusAt(14_999)).toBe('429 5')
  // The refused ones count: of 9500, 10500 and 14999 none has left the window.
  expect(await statusAt(19_400)).toBe('429 2')
  expect(await statusAt(29_401)).toBe('200')
  expect(sandbox.stats().statuses).toEqual({ 200: 4, 429: 3 })
})

test('the worst window is counted over any 10 seconds', async () => {
  const clock = createClock()
  const { call, sandbox } = await openSandbox({ effects: clock })
  for (const offsetMs of [0, 6000, 9000, 11_000, 12_000, 30_000]) {
    clock.timeMs = 1_700_000_000_000 + offsetMs
    await call('GET', '/api/roles')
  }
  expect(sandbox.stats()).toMatchObject({
    requests: { 'GET /api/roles': 6 },
    worstWindow: 4,
    arrivals: { count: 6, firstMs: 1_700_000_000_000, lastMs: 1_700_000_030_000 },
    inFlight: { highest: 1 },
  })
})

test('latency delays each request by itself, after it was counted', async () => {
  const sleepers: (() => void)[] = []
  const sleep = (): Promise<void> => new Promise((resolve) => sleepers.push(resolve))
  const { call, sandbox } = await openSandbox({ effects: { now: () => 1_700_000_000_000, sleep } })
  sandbox.settings.latencyMs = 1000
  const answers = Array.from({ length: 5 }, (_, n) => call('POST', '/api/users', { name: `user ${n}` }))
  while (sleepers.length < 5) await new Promise((resolve) => setImmediate(resolve))
  expect(sandbox.stats()).toMatchObject({ arrivals: { count: 5 }, inFlight: { now: 5, highest: 5 } })
  expect(sandbox.state().users).toEqual([])
  // The last to arrive can be the first to be served.
  sleepers.at(-1)?.()
  await Promise.race(answers)
  expect(sandbox.state().users).toHaveLength(1)
  for (const wake of sleepers) wake()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

test('a latency between bounds is drawn for each request', async () => {
  const delays: number[] = []
  const sleep = (delayMs: number): Promise<void> => {
    delays.push(delayMs)
    return Promise.resolve()
  }
  const { call, sandbox } = await openSandbox({ effects: { now: () => 1_700_000_000_000, sleep } })
  sandbox.settings.latencyMs = [20, 80]
  for (let n = 0; n < 20; n += 1) await call('GET', '/api/users')
  expect(new Set(delays).size).toBeGreaterThan(15)
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(20)
  expect(Math.max(...delays)).toBeLessThanOrEqual(80)
})

test('a token expires to the second, and the clock may be skewed', async () => {
  const clock = createClock()
  const skewed = { effects: clock, tokenLifetimeSeconds: 60, clockSkewMs: 5000 }
  const { call, renewToken } = await openSandbox(skewed)
  clock.timeMs += 59_999
  const { status, headers } = await call('GET', '/api/users')
  expect([status, headers.get('date')]).toEqual([200, 'Tue, 14 Nov 2023 22:14:24 GMT'])
  clock.timeMs += 1
  expect(await call('GET', '/api/users')).toMatchObject({
    status: 401,
    body: { code: 'auth.unauthorized', data: { code: 'ERR_JWT_EXPIRED' } },
  })
  await renewToken()
  expect((await call('GET', '/api/users')).status).toBe(200)
})

test('what is asked of the sandbox itself is not counted, limited, delayed or faulted', async () => {
  const { sandbox } = await openSandbox()
  sandbox.settings.limit = { requests: 1, windowMs: 10_000 }
  sandbox.setFaults({ resetBeforeCommit: { probability: 1 } })
  for (let n = 0; n < 5; n += 1) {
    const { status, body } = await send(`${sandbox.url}/__sandbox/stats`, 'GET', {})
    expect([status, body]).toEqual([200, expect.objectContaining({ requests: {} })])
  }
})
