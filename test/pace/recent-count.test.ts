import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHold } from '../../src/pace/hold.js'
import { createRecentCount } from '../../src/pace/recent-count.js'

it('counts what came within the window: a hundredth of it less at most, never more', () => {
  const windowMs = 10_000
  fc.assert(
    fc.property(fc.array(fc.nat(3000), { maxLength: 300 }), fc.nat(25_000), (gaps, restMs) => {
      const count = createRecentCount(windowMs)
      let nowMs = 5_000_000
      const times = gaps.map((gap) => {
        nowMs += gap
        count.add(nowMs)
        return nowMs
      })
      nowMs += restMs
      const within = (ms: number): number => times.filter((time) => time > nowMs - ms).length
      const sum = count.sum(nowMs)
      expect(sum).toBeLessThanOrEqual(within(windowMs + 1))
      expect(sum).toBeGreaterThanOrEqual(within(windowMs * 0.99))
    }),
  )
})

it('a closed gate lets everybody through once it is open, and nobody before', async () => {
  const hold = createHold()
  await hold.pass()
  hold.close()
  let passed = 0
  const waiting = [1, 2, 3].map(() => hold.pass().then(() => (passed += 1)))
  await new Promise((resolve) => setImmediate(resolve))
  expect(passed).toBe(0)
  hold.open()
  await Promise.all(waiting)
  expect(passed).toBe(3)
})
