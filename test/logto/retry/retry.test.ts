import { describe, expect, test } from 'vitest'
import type { ApiRequest } from '../../../src/logto/http/api-call.js'
import { paceSend } from '../../../src/logto/retry/pace-send.js'
import { retry, type RetryOptions } from '../../../src/logto/retry/retry.js'
import type { PauseReason } from '../../../src/logto/retry/target-observer.js'
import { TransportError } from '../../../src/logto/http/transport-error.js'
import { createWindowPacer } from '../../../src/pace/window-pacer.js'
import { createFakeSend, type FakeEnd } from '../../support/fake-send.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const create: ApiRequest = { method: 'POST', path: '/api/users', body: {} }
const lookup: ApiRequest = { method: 'GET', path: '/api/users' }
const refused = new TransportError('connect', 'ECONNREFUSED', 'POST /api/users')
const reset = new TransportError('unknown', 'ECONNRESET', 'POST /api/users')

/** A retry wrapper over a target that ends each request as told, on a clock of its own. */
const createHarness = (ends: Parameters<typeof createFakeSend>[0], options: Partial<RetryOptions> = {}) => {
  const clock = createVirtualClock({ startMs: 0 })
  const pauses: { atMs: number; delayMs: number }[] = []
  const events: PauseReason[] = []
  const recoveries: number[] = []
  const sentAtMs: number[] = []
  const fake = createFakeSend((request, index) => {
    sentAtMs.push(clock.now())
    return typeof ends === 'function' ? ends(request, index) : (ends[Math.min(index, ends.length - 1)] ?? 200)
  })
  const pacer = createWindowPacer({ effects: clock, rate: 'off' })
  const pause = (delayMs: number): void => {
    pauses.push({ atMs: clock.now(), delayMs })
    pacer.pause(delayMs)
  }
  const send = retry(paceSend(fake.send, pacer), {
    effects: clock,
    pacer: { pause },
    observer: {
      onPause: (reason) => events.push(reason),
      onRecovery: (outageMs) => recoveries.push(outageMs),
    },
    ...options,
  })
  const outcomeOf = (call: Promise<unknown>): Promise<unknown> =>
    clock.settle(call.catch((error: unknown) => error))
  return { clock, send, outcomeOf, pauses, events, recoveries, sentAtMs, requests: fake.requests }
}

describe('what comes back', () => {
  test.each<[string, ApiRequest, FakeEnd[], object, number]>([
    ['success', create, [200], { status: 200 }, 1],
    ['a refusal', create, [422], { status: 422 }, 1],
    ['429, then success', create, [429, 200], { status: 200 }, 2],
    ['a create that did not connect is sent again', create, [refused, refused, 200], { status: 200 }, 3],
    ['a lookup that was reset is sent again', lookup, [reset, 503, 500, 200], { status: 200 }, 4],
    [
      'a create that was reset is not',
      create,
      [reset, 200],
      { name: 'AmbiguousOutcomeError', reason: 'no_usable_answer', status: undefined },
      1,
    ],
    [
      'a create answered with 500 is not',
      create,
      [500, 200],
      { name: 'AmbiguousOutcomeError', reason: 'server_error', status: 500 },
      1,
    ],
    [
      'a create answered with 503 is not',
      create,
      [{ status: 503, headers: { 'retry-after': '1' } }, 200],
      { name: 'AmbiguousOutcomeError', status: 503 },
      1,
    ],
    [
      'an idempotent POST answered with 502 is sent again',
      { ...create, isIdempotent: true },
      [502, 201],
      { status: 201 },
      2,
    ],
    [
      'a refusal of everything',
      lookup,
      [{ status: 403, body: { code: 'auth.forbidden' } }],
      { name: 'MigrationError', code: 'missing_scope' },
      1,
    ],
    ['a 401 that nobody handles', lookup, [401], { name: 'MigrationError', code: 'unauthorized' }, 1],
    [
      '500 for ever',
      lookup,
      [500],
      { name: 'RetriesExhaustedError', reason: 'server_error', status: 500, attempts: 8 },
      8,
    ],
  ])('%s', async (_id, request, ends, expected, sent) => {
    const { send, outcomeOf, requests } = createHarness(ends)
    expect(await outcomeOf(send(request))).toMatchObject(expected)
    expect(requests).toHaveLength(sent)
  })

  test('a create is never sent twice after an unknown outcome, whatever the order of ends', async () => {
    const ambiguous: FakeEnd[] = [reset, 500, 502, 503, 504, 408]
    const harmless: FakeEnd[] = [429, 425, refused]
    for (const end of ambiguous) {
      for (const before of [[], harmless, [429, 429]]) {
        const { send, outcomeOf, requests } = createHarness([...before, end, 200])
        expect(await outcomeOf(send(create))).toMatchObject({ name: 'AmbiguousOutcomeError' })
        expect(requests).toHaveLength(before.length + 1)
      }
    }
  })

  test('an error that is not of the network passes at once', async () => {
    const clock = createVirtualClock()
    const send = retry(() => Promise.reject(new RangeError('mistake')), {
      effects: clock,
      pacer: { pause: () => {} },
    })
    await expect(send(lookup)).rejects.toThrow(RangeError)
  })

  test('one who gives up while waiting is not sent again', async () => {
    const { clock, send, requests } = createHarness([500])
    const abort = new AbortController()
    const call = send(lookup, abort.signal).catch((error: unknown) => error)
    await clock.runUntil(1)
    abort.abort('stop')
    expect(await clock.settle(call)).toBe('stop')
    expect(requests).toHaveLength(1)
  })
})

describe('waiting', () => {
  test('grows exponentially with full jitter up to the cap', async () => {
    // The clock's random is 0.5: half of 0.5, 1, 2, 4, 8, 16 and 30 s.
    const { send, outcomeOf, sentAtMs } = createHarness([500])
    await outcomeOf(send(lookup))
    const gaps = sentAtMs.slice(1).map((time, index) => time - (sentAtMs[index] ?? 0))
    expect(gaps).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000])
  })

  test('Retry-After is kept, and pauses the whole run', async () => {
    const { send, outcomeOf, sentAtMs, pauses, events } = createHarness([
      { status: 429, headers: { 'retry-after': '7' } },
      200,
    ])
    await outcomeOf(send(create))
    expect(sentAtMs).toEqual([0, 7000])
    expect(pauses).toEqual([{ atMs: 0, delayMs: 7000 }])
    expect(events).toEqual(['rate_limited'])
  })

  test('a single failed request slows itself only, three in a row slow the run', async () => {
    const { send, outcomeOf, pauses } = createHarness([500, 500, 500, 200])
    await outcomeOf(send(lookup))
    expect(pauses.map(({ delayMs }) => delayMs)).toEqual([1000])
  })

  test('an ambiguous create slows the run too, when the target says so', async () => {
    const { send, outcomeOf, pauses } = createHarness([{ status: 503, headers: { 'retry-after': '9' } }])
    await outcomeOf(send(create))
    expect(pauses).toEqual([{ atMs: 0, delayMs: 9000 }])
  })

  test('a wait longer than an outage may be ends the run', async () => {
    const { send, outcomeOf } = createHarness([{ status: 429, headers: { 'retry-after': '3600' } }])
    expect(await outcomeOf(send(lookup))).toMatchObject({ code: 'target_unavailable', message: /3600 s/ })
    const waiting = createHarness([{ status: 429, headers: { 'retry-after': '3600' } }, 200], {
      maxOutageMs: Infinity,
    })
    expect(await waiting.outcomeOf(waiting.send(lookup))).toMatchObject({ status: 200 })
    expect(waiting.sentAtMs).toEqual([0, 3_600_000])
  })

  test('too many retries pause the run, and fail nobody', async () => {
    const { send, outcomeOf, events, requests } = createHarness((_, index) => (index % 2 === 0 ? 500 : 200), {
      budget: { ratio: 0.2, allowance: 5 },
    })
    for (let index = 0; index < 20; index += 1) {
      expect(await outcomeOf(send(lookup))).toMatchObject({ status: 200 })
    }
    expect(requests).toHaveLength(40)
    const over = events.filter((reason) => reason === 'retry_budget').length
    expect(over).toBeGreaterThanOrEqual(9)
    expect(over).toBeLessThanOrEqual(13)
  })
})

describe('an outage', () => {
  test('goes on with one request at a time, and all go through when the target is back', async () => {
    let isUp = false
    let inFlight = 0
    let mostDuringOutage = 0
    const harness = createHarness(async (_, index) => {
      inFlight += 1
      if (index >= 30) {
        mostDuringOutage = isUp ? mostDuringOutage : Math.max(mostDuringOutage, inFlight)
      }
      const end: FakeEnd = isUp ? 200 : refused
      await harness.clock.sleep(20)
      inFlight -= 1
      return end
    })
    const calls = Promise.all(Array.from({ length: 30 }, () => harness.send(create)))
    await harness.clock.runUntil(60_000)
    expect(harness.requests.length).toBeGreaterThan(32)
    expect(harness.requests.length).toBeLessThan(60)
    isUp = true
    const responses = await harness.clock.settle(calls)
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200))
    expect(mostDuringOutage).toBe(1)
    expect(harness.recoveries).toHaveLength(1)
    expect(harness.recoveries[0]).toBeGreaterThan(60_000)
    expect(harness.events).toContain('outage')
  })

  test('of two minutes ends the run, for everybody who waits', async () => {
    const { send, outcomeOf, clock } = createHarness([503])
    const ends = await outcomeOf(
      Promise.all(Array.from({ length: 25 }, () => send(lookup).catch((error: unknown) => error))),
    )
    for (const end of ends as unknown[]) {
      expect(end).toMatchObject({ name: 'MigrationError', reason: 'target', code: 'target_unavailable' })
    }
    expect(clock.now()).toBeGreaterThanOrEqual(120_000)
    expect(clock.now()).toBeLessThan(200_000)
  })

  test('is waited out for as long as asked', async () => {
    const harness = createHarness(() => (harness.clock.now() < 3_600_000 ? refused : 200), {
      maxOutageMs: Infinity,
    })
    expect(await harness.outcomeOf(harness.send(create))).toMatchObject({ status: 200 })
    expect(harness.clock.now()).toBeGreaterThanOrEqual(3_600_000)
    // About one probe each 15 s, half the cap.
    expect(harness.requests.length).toBeLessThan(300)
  })

  test('refusals and successes between failures mean that there is none', async () => {
    const { send, outcomeOf, events, requests } = createHarness((_, index) => (index % 4 === 3 ? 422 : reset))
    for (let index = 0; index < 30; index += 1) {
      await outcomeOf(send(lookup))
    }
    expect(requests).toHaveLength(120)
    expect(events).not.toContain('outage')
  })

  test('attempts count against a request only while others succeed', async () => {
    const { send, outcomeOf } = createHarness((request) => (request.path === '/api/bad' ? 503 : 200))
    const bad = send({ method: 'GET', path: '/api/bad' }).catch((error: unknown) => error)
    const good = (async () => {
      for (let index = 0; index < 10; index += 1) {
        await send(lookup)
      }
    })()
    await outcomeOf(good)
    expect(await outcomeOf(bad)).toMatchObject({ name: 'RetriesExhaustedError', attempts: 8, status: 503 })
  })

  describe('from the first request on', () => {
    const explain = (why: string, isNew: boolean): string => `${isNew ? 'new' : 'known'} ${why}`
    const firstContact = { firstContactMs: 10_000, explain }

    test.each(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'])(
      'is named within two seconds: %s',
      async (code) => {
        const { send, outcomeOf, clock } = createHarness(
          [new TransportError('connect', 'token_connect_failed', 'POST /oidc/token', { firstCode: code })],
          firstContact,
        )
        expect(await outcomeOf(send(create))).toMatchObject({
          code: 'target_unreachable',
          message: `new ${code}`,
        })
        expect(clock.now()).toBeLessThan(2000)
      },
    )

    test.each<[string, FakeEnd]>([
      ['503', 503],
      ['a reset', reset],
      ['a name server that is busy', new TransportError('connect', 'EAI_AGAIN', 'POST /api/users')],
    ])('ends the run after ten seconds, however long the waits have grown: %s', async (_, end) => {
      const { send, outcomeOf, clock } = createHarness([end], firstContact)
      expect(await outcomeOf(send(lookup))).toMatchObject({ code: 'target_unreachable' })
      expect(clock.now()).toBe(10_000)
    })

    test('an answer that took its whole time is not waited for again', async () => {
      const late = new TransportError('unknown', 'answer_timeout', 'POST /api/users')
      const { send, outcomeOf, requests } = createHarness([late], firstContact)
      expect(await outcomeOf(send(lookup))).toMatchObject({ code: 'target_unreachable' })
      expect(requests).toHaveLength(1)
    })

    test('whoever comes up within a second is taken', async () => {
      const { send, outcomeOf } = createHarness([refused, refused, 200], firstContact)
      expect(await outcomeOf(send(create))).toMatchObject({ status: 200 })
    })

    test('a target that has answered is waited for as before, and the last reason is told', async () => {
      const { send, outcomeOf, clock } = createHarness([200, refused], firstContact)
      await outcomeOf(send(lookup))
      const ends = Promise.all(
        Array.from({ length: 25 }, () => send(lookup).catch((error: unknown) => error)),
      )
      const [end] = (await outcomeOf(ends)) as unknown[]
      expect(end).toMatchObject({ code: 'target_unavailable', message: /the last: known ECONNREFUSED/ })
      expect(clock.now()).toBeGreaterThanOrEqual(120_000)
    })
  })
})
