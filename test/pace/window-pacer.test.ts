import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rate } from '../../src/pace/rate.js'
import { createWindowPacer } from '../../src/pace/window-pacer.js'
import { createRandom } from '../support/random.js'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.js'
import { createIdleSpacer, createVirtualSpacer } from '../support/virtual-spacer.js'

/** Who spaces: the pacer itself, or one like Bottleneck that the guard lets through or holds. */
const pacersBy = {
  'its own schedule': (clock: VirtualClock, rate: Rate) => createWindowPacer({ effects: clock, rate }),
  'a spacer': (clock: VirtualClock, rate: Rate) =>
    createWindowPacer({ effects: clock, rate, spacer: createVirtualSpacer(clock, () => 3) }),
  'a spacer that spaces nothing': (clock: VirtualClock, rate: Rate) =>
    createWindowPacer({ effects: clock, rate, spacer: createIdleSpacer() }),
}
type CreatePacer = (typeof pacersBy)['a spacer']

/** The most arrivals in any half-open window of this length. */
const worstWindow = (arrivals: number[], windowMs: number): number => {
  const sorted = arrivals.toSorted((a, b) => a - b)
  let first = 0
  let worst = 0
  for (const [index, time] of sorted.entries()) {
    while ((sorted[first] ?? time) <= time - windowMs) {
      first += 1
    }
    worst = Math.max(worst, index - first + 1)
  }
  return worst
}

interface Run {
  clock: VirtualClock
  departures: number[]
}

/** Takes slots as fast as they come, with `workers` callers at once, until `untilMs` have passed. */
const runBacklog = async (
  rate: Rate,
  forMs: number,
  options: {
    latenessMs?: () => number
    workers?: number
    midway?: (pacer: ReturnType<typeof createWindowPacer>) => void
    create?: CreatePacer
  } = {},
): Promise<Run> => {
  const clock = createVirtualClock({ latenessMs: options.latenessMs })
  const pacer = (options.create ?? pacersBy['its own schedule'])(clock, rate)
  const startMs = clock.now()
  const departures: number[] = []
  const work = async () => {
    while (clock.now() < startMs + forMs) {
      await pacer.take()
      departures.push(clock.now() - startMs)
    }
  }
  const workers = Array.from({ length: options.workers ?? 3 }, work)
  if (options.midway) {
    await clock.runUntil(startMs + forMs / 2)
    options.midway(pacer)
  }
  await clock.settle(Promise.all(workers))
  return { clock, departures: departures.filter((time) => time < forMs) }
}

describe.each(Object.entries(pacersBy))('as the target counts, spaced by %s', (_spaced, create) => {
  const rates = fc.record({
    limit: fc.integer({ min: 1, max: 120 }),
    windowMs: fc.integer({ min: 4000, max: 30_000 }),
  })

  test('never more than N arrivals in any window, whatever the jitter up to the margin and the stalls', async () => {
    await fc.assert(
      fc.asyncProperty(
        rates,
        fc.integer(),
        fc.constantFrom(0, 2, 40, 700),
        async (rate, seed, latenessMs) => {
          const random = createRandom(seed)
          const { departures } = await runBacklog(rate, rate.windowMs * 3, {
            create,
            latenessMs: () => random() ** 4 * latenessMs,
          })
          const arrivals = departures.map((time) => time + random() * 100)
          expect(worstWindow(arrivals, rate.windowMs)).toBeLessThanOrEqual(rate.limit)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('at least 97 % of the budget is used in steady state, with timers late by up to 20 ms', async () => {
    await fc.assert(
      fc.asyncProperty(rates, fc.integer(), async (rate, seed) => {
        const random = createRandom(seed)
        const windows = 20
        const { departures } = await runBacklog(rate, rate.windowMs * windows, {
          create,
          latenessMs: () => random() * 20,
        })
        expect(departures.length).toBeGreaterThanOrEqual(rate.limit * windows * 0.97 - 1)
      }),
      { numRuns: 25 },
    )
  })

  test('bursts after idle times hold the window too', async () => {
    await fc.assert(
      fc.asyncProperty(rates, fc.array(fc.nat(8000), { maxLength: 6 }), async (rate, idles) => {
        const clock = createVirtualClock()
        const pacer = create(clock, rate)
        const departures: number[] = []
        for (const idleMs of idles) {
          await clock.settle(clock.sleep(idleMs))
          const burst = Array.from({ length: 50 }, async () => {
            await pacer.take()
            departures.push(clock.now())
          })
          await clock.settle(Promise.all(burst))
        }
        expect(worstWindow(departures, rate.windowMs + 99)).toBeLessThanOrEqual(rate.limit)
      }),
      { numRuns: 40 },
    )
  })

  test('a new rate holds for what leaves after it, and no window holds more than the larger of the two', async () => {
    await fc.assert(
      fc.asyncProperty(rates, fc.integer({ min: 1, max: 120 }), async (rate, limit) => {
        const forMs = rate.windowMs * 6
        const next = { limit, windowMs: rate.windowMs }
        const { departures } = await runBacklog(rate, forMs, {
          create,
          midway: (pacer) => pacer.setRate(next),
        })
        const after = departures.filter((time) => time > forMs / 2)
        expect(worstWindow(departures, rate.windowMs)).toBeLessThanOrEqual(Math.max(limit, rate.limit))
        expect(worstWindow(after, rate.windowMs)).toBeLessThanOrEqual(limit)
        expect(after.length).toBeGreaterThanOrEqual(Math.floor(limit * 1.8))
      }),
      { numRuns: 25 },
    )
  })

  test('connections that take 300 ms to open do not make a window too full', async () => {
    const rate = { limit: 200, windowMs: 10_000 }
    const clock = createVirtualClock()
    const pacer = create(clock, rate)
    const arrivals: number[] = []
    const count = (isReported: boolean) => async (index: number) => {
      await pacer.take()
      const fromMs = clock.now()
      const openMs = index < 60 ? 300 : 0
      arrivals.push(fromMs + openMs)
      if (openMs > 0 && isReported) {
        void clock.sleep(openMs).then(() => pacer.deferred(fromMs, fromMs + openMs))
      }
    }
    await clock.settle(Promise.all(Array.from({ length: 600 }, (_, index) => count(true)(index))))
    expect(worstWindow(arrivals, rate.windowMs)).toBeLessThanOrEqual(200)
  })
})

describe.each(Object.entries(pacersBy))('held up on the way, spaced by %s', (_spaced, create) => {
  /** Requests that arrive together at the end of each stall of the way, and are answered so long after it. */
  const runHeldUp = async (rate: Rate, stallMs: (random: () => number) => number, seed: number) => {
    const random = createRandom(seed)
    const clock = createVirtualClock()
    const startMs = clock.now()
    const pacer = create(clock, rate)
    const forMs = rate.windowMs * 5
    const arrivals: number[] = []
    let stalledUntilMs = 0
    const exchange = async (): Promise<void> => {
      await pacer.take()
      const ended = pacer.sent('POST /api/users')
      const nowMs = clock.now()
      if (nowMs > stalledUntilMs && random() < 0.1) stalledUntilMs = nowMs + stallMs(random)
      const arrivedMs = Math.max(nowMs, stalledUntilMs)
      arrivals.push(arrivedMs)
      await clock.sleep(arrivedMs - nowMs + 50 + random() * 40)
      ended(true)
    }
    const work = async (): Promise<void> => {
      while (clock.now() < startMs + forMs) await exchange()
    }
    await clock.settle(Promise.all(Array.from({ length: 32 }, work)))
    return { worst: worstWindow(arrivals, rate.windowMs), used: arrivals.length / (rate.limit * 5) }
  }

  test('never more than N arrivals in any window, whatever is held up by up to a tenth of it', async () => {
    const rates = fc.record({
      limit: fc.integer({ min: 20, max: 80 }),
      windowMs: fc.integer({ min: 4000, max: 20_000 }),
    })
    await fc.assert(
      fc.asyncProperty(rates, fc.integer(), async (rate, seed) => {
        const longestMs = rate.windowMs * 0.09
        const { worst } = await runHeldUp(rate, (random) => random() * longestMs, seed)
        expect(worst).toBeLessThanOrEqual(rate.limit)
      }),
      {
        numRuns: 8,
        examples: [
          [{ limit: 20, windowMs: 4000 }, 15],
          [{ limit: 23, windowMs: 4000 }, 15],
        ],
      },
    )
  })

  test('what is held up now and then costs little of the budget', async () => {
    const { worst, used } = await runHeldUp({ limit: 200, windowMs: 10_000 }, () => 400, 7)
    expect(worst).toBeLessThanOrEqual(200)
    expect(used).toBeGreaterThan(0.94)
  })
})

const evenPacers = Object.entries(pacersBy).slice(0, 2)

test.each(evenPacers)('a stall of the event loop is caught up afterwards by %s', async (_spaced, create) => {
  let stallMs = 0
  const rate = { limit: 200, windowMs: 10_000 }
  const steady = await runBacklog(rate, 30_000, { create })
  const stalled = await runBacklog(rate, 30_000, {
    create,
    latenessMs: () => {
      const lateMs = stallMs
      stallMs = 0
      return lateMs
    },
    midway: () => {
      stallMs = 600
    },
  })
  expect(Math.abs(stalled.departures.length - steady.departures.length)).toBeLessThanOrEqual(2)
  expect(worstWindow(stalled.departures, 10_099)).toBeLessThanOrEqual(200)
})

test.each(evenPacers)(
  '%s: nothing leaves during a pause that begins meanwhile, and none bursts after',
  async (_spaced, create) => {
    const clock = createVirtualClock({ startMs: 0 })
    const pacer = create(clock, { limit: 200, windowMs: 10_000 })
    const departures: number[] = []
    const all = Promise.all(
      Array.from({ length: 60 }, async () => {
        await pacer.take()
        departures.push(clock.now())
      }),
    )
    await clock.runUntil(1000)
    const before = departures.length
    pacer.pause(5000)
    pacer.pause(100)
    expect(pacer.pausedMs()).toBe(5000)
    await clock.runUntil(5999)
    expect(departures.length).toBe(before)
    await clock.settle(all)
    const after = departures.slice(before)
    expect(after[0]).toBeGreaterThanOrEqual(6000)
    expect(worstWindow(after, 500)).toBeLessThanOrEqual(11)
  },
)

test('off: as many as ask, at once, and a pause still holds', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const pacer = createWindowPacer({ effects: clock, rate: 'off' })
  await Promise.all(Array.from({ length: 5000 }, () => pacer.take()))
  expect(clock.now()).toBe(0)
  pacer.pause(300)
  await clock.settle(pacer.take())
  expect(clock.now()).toBeGreaterThanOrEqual(300)
})

test('from off to a rate: what left before counts as a full window', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const pacer = createWindowPacer({ effects: clock, rate: 'off' })
  await pacer.take()
  pacer.setRate({ limit: 10, windowMs: 1000 })
  await clock.settle(pacer.take())
  expect(clock.now()).toBeGreaterThanOrEqual(1000)
})

test.each(evenPacers)('%s: in order, and one who gives up costs no slot', async (_spaced, create) => {
  const clock = createVirtualClock({ startMs: 0 })
  const pacer = create(clock, { limit: 1, windowMs: 1000 })
  await clock.settle(pacer.take())
  const order: string[] = []
  const giveUp = new AbortController()
  const first = pacer.take().then(() => order.push('first'))
  const second = pacer.take(giveUp.signal).catch((error: unknown) => order.push(String(error)))
  const third = pacer.take().then(() => order.push('third'))
  expect(pacer.waiting).toBe(3)
  giveUp.abort('gave up')
  await clock.settle(Promise.all([first, second, third]))
  expect(order).toEqual(['gave up', 'first', 'third'])
  expect(clock.now()).toBeLessThan(2200)
})

test('an aborted signal is refused without a slot', async () => {
  const clock = createVirtualClock()
  const pacer = createWindowPacer({ effects: clock, rate: { limit: 1, windowMs: 1000 } })
  await expect(pacer.take(AbortSignal.abort('no'))).rejects.toBe('no')
  const startMs = clock.now()
  await pacer.take()
  expect(clock.now()).toBe(startMs)
})

test('a spacer makes up for a stall at twice the pace at most, and then goes back to it', async () => {
  let stallMs = 0
  const { departures } = await runBacklog({ limit: 200, windowMs: 10_000 }, 30_000, {
    create: pacersBy['a spacer'],
    latenessMs: () => {
      const lateMs = stallMs
      stallMs = 0
      return lateMs
    },
    midway: () => {
      stallMs = 600
    },
  })
  const after = departures.filter((time) => time >= 15_000)
  expect(worstWindow(after, 250)).toBeGreaterThanOrEqual(9)
  expect(worstWindow(after, 250)).toBeLessThanOrEqual(11)
  // A window later the guard has the same gap to keep.
  const settled = after.filter((time) => time > 17_000 && time < 25_000)
  expect(worstWindow(settled, 250)).toBeLessThanOrEqual(6)
})
