import { describe, expect, test } from 'vitest'
import { createConcurrency } from '../../../src/pace/concurrency/concurrency.js'
import { createWindowPacer } from '../../../src/pace/window-pacer.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const rate = { limit: 200, windowMs: 10_000 }
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a slot is waited for, and a released one goes to the first in line', async () => {
  const concurrency = createConcurrency({ rate: 'off', now: () => 0, auto: false, initial: 2 })
  const order: number[] = []
  const all = [1, 2, 3, 4].map((id) => concurrency.slot().then(() => order.push(id)))
  await settled()
  expect(order).toEqual([1, 2])
  expect(concurrency.active).toBe(2)
  concurrency.release()
  await settled()
  expect(order).toEqual([1, 2, 3])
  concurrency.release()
  await Promise.all(all)
  expect(order).toEqual([1, 2, 3, 4])
})

test('one who gives up takes no slot', async () => {
  const concurrency = createConcurrency({ rate: 'off', now: () => 0, auto: false, initial: 1 })
  await concurrency.slot()
  const abort = new AbortController()
  const gaveUp = concurrency.slot(abort.signal)
  const next = concurrency.slot()
  abort.abort('stop')
  await expect(gaveUp).rejects.toBe('stop')
  await expect(concurrency.slot(AbortSignal.abort('never'))).rejects.toBe('never')
  concurrency.release()
  await next
  expect(concurrency.active).toBe(1)
})

test('a release without a slot is an error of the caller', () => {
  expect(() => createConcurrency({ rate: 'off', now: () => 0 }).release()).toThrow('without a slot')
})

test('fixed: what is observed changes nothing', () => {
  const concurrency = createConcurrency({ rate, now: () => 0, auto: false, initial: 7 })
  for (let index = 0; index < 50; index += 1) {
    concurrency.observe(9000, 'healthy')
  }
  expect(concurrency.limit).toBe(7)
})

/** Drives a paced run against a target of one latency and returns what happened. */
const runPaced = async (latencyMs: number, forMs: number) => {
  const clock = createVirtualClock({ startMs: 0 })
  const pacer = createWindowPacer({ effects: clock, rate })
  const concurrency = createConcurrency({ rate, now: clock.now })
  const departures: number[] = []
  const send = async () => {
    await pacer.take()
    departures.push(clock.now())
    await clock.sleep(latencyMs)
    concurrency.observe(latencyMs, 'healthy')
    concurrency.release()
  }
  const produce = async () => {
    while (clock.now() < forMs) {
      await concurrency.slot()
      void send()
    }
  }
  await clock.settle(produce())
  return { departures, limit: concurrency.limit }
}

describe('paced: the limit follows the latency, and the pace is never held up by it', () => {
  test.each([
    { latencyMs: 20, limit: 3 },
    { latencyMs: 200, limit: 8 },
    { latencyMs: 1000, limit: 32 },
  ])('$latencyMs ms', async ({ latencyMs, limit }) => {
    const run = await runPaced(latencyMs, 60_000)
    expect(run.limit).toBe(limit)
    const steady = run.departures.filter((time) => time >= 10_000 && time < 60_000)
    expect(steady.length).toBeGreaterThanOrEqual(970)
    expect(steady.length).toBeLessThanOrEqual(1000)
  })

  test('a new rate moves the limit with it', () => {
    const concurrency = createConcurrency({ rate, now: () => 0 })
    concurrency.setRate({ limit: 2000, windowMs: 10_000 })
    concurrency.observe(100, 'healthy')
    expect(concurrency.limit).toBe(32)
  })
})

test('unpaced: raising the limit lets those who wait go', async () => {
  let nowMs = 0
  const concurrency = createConcurrency({ rate: 'off', now: () => nowMs, initial: 4 })
  const waiting = Array.from({ length: 20 }, () => concurrency.slot())
  await settled()
  expect(concurrency.active).toBe(4)
  for (let index = 0; index < 400; index += 1) {
    nowMs += 5
    concurrency.observe(20, 'healthy')
  }
  expect(concurrency.limit).toBe(8)
  await settled()
  expect(concurrency.active).toBe(8)
  for (let index = 0; index < 20; index += 1) {
    concurrency.release()
    await settled()
  }
  await Promise.all(waiting)
})
