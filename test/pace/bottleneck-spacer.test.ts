import { afterEach, expect, test, vi } from 'vitest'
import { createBottleneckSpacer } from '../../src/pace/bottleneck-spacer.js'

afterEach(() => vi.restoreAllMocks())

/** When turns came, in milliseconds from the first question. */
const takeTurns = async (
  spacer: ReturnType<typeof createBottleneckSpacer>,
  count: number,
): Promise<number[]> => {
  const startMs = performance.now()
  const turns: number[] = []
  while (turns.length < count) {
    expect(await spacer.next()).toBe(true)
    turns.push(performance.now() - startMs)
  }
  return turns
}

test('turns are a spacing apart, by schedule: one that is late does not push back the next', async () => {
  const spacer = createBottleneckSpacer()
  spacer.restart(30)
  const turns = await takeTurns(spacer, 6)
  // By whole milliseconds of the wall clock.
  expect(turns[5]).toBeGreaterThanOrEqual(5 * 30 - 6)
})

test('another spacing holds from the turn after the next', async () => {
  const spacer = createBottleneckSpacer()
  spacer.restart(5)
  await takeTurns(spacer, 2)
  spacer.setSpacing(60)
  const turns = await takeTurns(spacer, 3)
  expect(turns[2]).toBeGreaterThanOrEqual(60)
})

test('a restart gives up the turn that is waited for, at once, and the next comes without waiting', async () => {
  const spacer = createBottleneckSpacer()
  spacer.restart(3_600_000)
  await takeTurns(spacer, 1)
  const waiting = spacer.next()
  await new Promise((resolve) => setTimeout(resolve, 20))
  spacer.restart(3_600_000)
  expect(await waiting).toBe(false)
  expect(await spacer.next()).toBe(true)
  spacer.restart(0)
})

test('a wall clock that is set back does not make the run wait for it', async () => {
  const spacer = createBottleneckSpacer()
  spacer.restart(5)
  await takeTurns(spacer, 2)
  // Bottleneck reads this global and takes no other clock.
  const { now } = Date
  vi.spyOn(Date, 'now').mockImplementation(() => now.call(Date) - 3_600_000)
  const [first = Infinity] = await takeTurns(spacer, 3)
  expect(first).toBeLessThan(2000)
})
