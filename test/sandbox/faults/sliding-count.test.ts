import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SlidingCount } from '../../../src/sandbox/faults/sliding-count.js'

const windowMs = 100

const toTimes = (gaps: readonly number[]): number[] => {
  let timeMs = 0
  return gaps.map((gap) => (timeMs += gap))
}

const gapsOf = (maxGap: number, maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: maxGap }), { minLength: 1, maxLength })

test('counts what a look at every earlier event would count', () => {
  fc.assert(
    fc.property(gapsOf(40, 60), (gaps) => {
      const times = toTimes(gaps)
      const count = new SlidingCount(windowMs)
      times.forEach((timeMs, index) => {
        const expected = times.slice(0, index + 1).filter((time) => time > timeMs - windowMs).length
        expect(count.add(timeMs)).toBe(expected)
      })
    }),
  )
})

test('holds more events than it starts with room for', () => {
  const count = new SlidingCount(windowMs)
  let last = 0
  for (let index = 0; index < 5000; index += 1) last = count.add(index / 1000)
  expect(last).toBe(5000)
})

test('knows when there is room again', () => {
  fc.assert(
    fc.property(gapsOf(10, 40), fc.integer({ min: 1, max: 20 }), (gaps, wanted) => {
      const times = toTimes(gaps)
      const count = new SlidingCount(windowMs)
      let held = 0
      for (const timeMs of times) held = count.add(timeMs)
      fc.pre(held > wanted)
      const freeAt = count.timeWhenBelow(wanted)
      expect(times.filter((time) => time > freeAt - windowMs).length).toBeLessThan(wanted)
      expect(times.filter((time) => time > freeAt - 1 - windowMs).length).toBeGreaterThanOrEqual(wanted)
    }),
  )
})
