import { expect, test } from 'vitest'
import { systemEffects } from '../../src/effects/system-effects.js'
import { createPacer } from '../../src/pace/create-pacer.js'

const timersOf = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
const sleep = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs))

test('by default Bottleneck spaces evenly what comes at once', async () => {
  const pacer = await createPacer({ rate: { limit: 20, windowMs: 500 }, effects: systemEffects })
  const startMs = performance.now()
  const times: number[] = []
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      await pacer.take()
      times.push(performance.now())
    }),
  )
  // 25.7 ms apart; half of that while it makes up for a late timer.
  expect((times.at(-1) ?? 0) - startMs).toBeGreaterThanOrEqual(15 * 25.7 * 0.9)
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
})

test('callers who give up leave no timer behind, however long the spacing', async () => {
  const pacer = await createPacer({ rate: { limit: 1, windowMs: 3_600_000 }, effects: systemEffects })
  await pacer.take()
  const before = timersOf()
  const giveUp = new AbortController()
  const waiting = Array.from({ length: 3 }, () => pacer.take(giveUp.signal))
  await sleep(20)
  giveUp.abort(new Error('gave up'))
  const outcomes = await Promise.allSettled(waiting)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(pacer.waiting).toBe(0)
  await sleep(300)
  expect(timersOf()).toBeLessThanOrEqual(before)
})

test('a new rate reaches those who wait, and so does no rate at all', async () => {
  const pacer = await createPacer({ rate: { limit: 2, windowMs: 3_600_000 }, effects: systemEffects })
  await pacer.take()
  const second = pacer.take()
  await sleep(20)
  pacer.setRate({ limit: 1000, windowMs: 1000 })
  await second
  pacer.setRate('off')
  await Promise.all(Array.from({ length: 2000 }, () => pacer.take()))
  expect(pacer.waiting).toBe(0)
})

test('closed, it serves who still waits by its own schedule and rejects nobody', async () => {
  const pacer = await createPacer({ rate: { limit: 20, windowMs: 500 }, effects: systemEffects })
  const all = Array.from({ length: 6 }, () => pacer.take())
  await pacer.close?.()
  await Promise.all(all)
  expect(pacer.waiting).toBe(0)
})
