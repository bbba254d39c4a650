import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Send } from '../../../src/logto/http/api-call.js'
import { judgeCanary } from '../../../src/preflight/checks/judge-canary.js'
import { type CanaryReport, runCanaries } from '../../../src/preflight/canary/run-canaries.js'
import { openSandbox } from '../../sandbox/sandbox-client.js'

/** Time that moves only where somebody sleeps. */
const createClock = () => {
  const clock = {
    nowMs: 1_700_000_000_000,
    now: () => clock.nowMs,
    sleep: async (delayMs: number, signal?: AbortSignal): Promise<void> => {
      signal?.throwIfAborted()
      clock.nowMs += delayMs
    },
  }
  return clock
}

const measure = async (readLagMs: number, settleWithinMs: number) => {
  const clock = createClock()
  const { sandbox, call } = await openSandbox({ readLagMs, effects: clock })
  const send: Send = async ({ method, path, body }) => {
    const { status, headers, body: answer } = await call(method, path, body)
    return { status, headers: Object.fromEntries(headers), body: answer }
  }
  const stop = new AbortController().signal
  const families = ['Bcrypt', 'Argon2id']
  const report = await runCanaries({ send, families, randomBytes, effects: clock, settleWithinMs, stop })
  return { sandbox, report }
}

const judgeLag = (report: CanaryReport) => judgeCanary(report).filter(({ name }) => name === 'lookup_lag')

describe('the lag of lookups, measured by the first canary', () => {
  it.each([
    [0, 30_000, 0, 'ok'],
    [50, 30_000, 100, 'ok'],
    [2000, 30_000, 2500, 'ok'],
    [5000, 30_000, 5500, 'warning'],
    [29_000, 30_000, 29_500, 'warning'],
    [5000, 5000, 5000, 'warning'],
  ])('%i ms, looked for within %i ms: at most %i ms, %s', async (readLagMs, withinMs, mostMs, status) => {
    const { sandbox, report } = await measure(readLagMs, withinMs)
    expect(report.lookupLag?.lagMs).toBeGreaterThanOrEqual(readLagMs)
    expect(report.lookupLag?.lagMs).toBeLessThanOrEqual(mostMs)
    expect(judgeLag(report)).toMatchObject([{ status }])
    expect(report.results.map(({ outcome }) => outcome)).toEqual(['works', 'works'])
    expect(sandbox.state().users).toEqual([])
  })

  it.each([
    [31_000, 30_000],
    [3_600_000, 30_000],
    [2000, 1000],
    [2000, 0],
  ])(
    '%i ms and no more than %i ms to look for it: failed, and nobody is left',
    async (readLagMs, withinMs) => {
      const { sandbox, report } = await measure(readLagMs, withinMs)
      expect(report.lookupLag).toEqual({ lagMs: undefined, withinMs })
      const [check] = judgeLag(report)
      expect(check).toMatchObject({ status: 'failed', decide: 'settleWithin (--settle-within)' })
      expect(check?.message).toContain(`within ${withinMs / 1000} s`)
      expect(report.results).toHaveLength(2)
      expect(sandbox.state().users).toEqual([])
    },
  )

  it('costs one request where nothing lags, and is asked once for all families', async () => {
    const { sandbox } = await measure(0, 30_000)
    // One for what earlier preflights left behind, one for the lag; a canary itself is asked for by id.
    expect(sandbox.stats().requests['GET /api/users']).toBe(2)
  })
})
