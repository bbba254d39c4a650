import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlidingWindow, guardedSpanMsOf, marginMsOf } from '../../src/pace/sliding-window.js'

test('the first N may leave at once, the next one window and margin after the first', () => {
  const window = createSlidingWindow({ limit: 3, windowMs: 10_000 })
  for (const time of [0, 5, 7]) {
    expect(window.earliestMs()).toBeLessThanOrEqual(time)
    window.record(time)
  }
  expect(window.earliestMs()).toBe(10_200)
  window.record(10_200)
  expect(window.earliestMs()).toBe(10_205)
})

test('the margin is 200 ms from 8 s on and 2.5 % below', () => {
  expect([100, 1000, 4000, 10_000, 60_000].map(marginMsOf)).toEqual([2.5, 25, 100, 200, 200])
})

test('a departure that had to wait for its connection counts when it reached the wire', () => {
  const window = createSlidingWindow({ limit: 3, windowMs: 1000 })
  for (const time of [0, 10, 20]) {
    window.record(time)
  }
  window.defer(0, 300)
  expect(window.earliestMs()).toBe(10 + 1025)
  window.record(1035)
  expect(window.earliestMs()).toBe(20 + 1025)
  window.record(1045)
  expect(window.earliestMs()).toBe(300 + 1025)
})

test('deferring keeps the times sorted and their number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(1000),
      fc.nat(2000),
      (gaps, limit, fromMs, delayMs) => {
        const window = createSlidingWindow({ limit, windowMs: 10_000 })
        let time = 0
        const times = gaps.map((gap) => (time += gap))
        for (const each of times) {
          window.record(each)
        }
        window.defer(fromMs, fromMs + delayMs)
        const kept = times.slice(-limit)
        const index = kept.findLastIndex((each) => each <= fromMs)
        if (index >= 0) {
          kept[index] = fromMs + delayMs
        }
        kept.sort((a, b) => a - b)
        // Reads the ring back by filling it anew: each record pushes the oldest out.
        if (times.length < limit) {
          expect(window.earliestMs()).toBe(-Infinity)
          return
        }
        const readBack = kept.map(() => {
          const oldest = window.earliestMs() - guardedSpanMsOf({ limit, windowMs: 10_000 })
          window.record(1e9)
          return oldest
        })
        expect(readBack).toEqual(kept)
      },
    ),
  )
})

test.each([
  { id: 'fewer in the same window', from: [4, 1000], to: [2, 1000], earliest: 20 + 1025 },
  {
    id: 'more in the same window: the past counts at the old pace',
    from: [2, 1000],
    to: [4, 1000],
    earliest: 20 - 2 * (1025 / 2) + 1025,
  },
  { id: 'same number in a longer window', from: [3, 1000], to: [3, 4000], earliest: 10 + 4100 },
] as const)('resize: $id', ({ from, to, earliest }) => {
  const window = createSlidingWindow({ limit: from[0], windowMs: from[1] })
  for (const time of [0, 10, 20, 30]) {
    window.record(time)
  }
  window.resize({ limit: to[0], windowMs: to[1] })
  expect(window.earliestMs()).toBe(earliest)
})
