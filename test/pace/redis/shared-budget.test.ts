import { describe, expect, it } from 'vitest'
import { createRedisPacer } from '../../../src/pace/redis/redis-pacer.js'
import type { BudgetSlot, Reservation, SharedBudget } from '../../../src/pace/redis/shared-budget.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const rate = { limit: 200, windowMs: 10_000 }

describe('a pacer that draws from a shared budget', () => {
  it('uses a slot at its time, never before', async () => {
    const { clock, pacer, told } = open([slots(0, 50), slots(40)])
    const startMs = clock.now()
    const times: number[] = []
    const work = async (): Promise<void> => {
      await pacer.take()
      times.push(clock.now() - startMs)
    }
    await clock.settle(Promise.all([work(), work(), work()]))
    expect(times).toEqual([0, 50, 90])
    expect(told).toEqual(['reserve 2', 'reserve 1'])
  })

  it('tells a departure that a busy event loop made late', async () => {
    const { clock, pacer, told } = open([slots(100)], { latenessMs: () => 80 })
    await clock.settle(pacer.take())
    expect(told).toEqual(['reserve 1', 'move slot-1-1 by 80'])
  })

  it('gives a slot back that is too old, and asks for another one', async () => {
    let latenessMs = 4000
    const { clock, pacer, told } = open([slots(100), slots(0)], { latenessMs: () => latenessMs })
    const turn = pacer.take()
    await clock.runUntil(clock.now() + 1)
    latenessMs = 0
    await clock.settle(turn)
    expect(told).toEqual(['reserve 1', 'release slot-1-1', 'reserve 1'])
  })

  it('gives slots back when the run is paused, and rests', async () => {
    const { clock, pacer, told } = open([slots(100), slots(0)])
    const startMs = clock.now()
    const turn = pacer.take()
    await clock.runUntil(startMs + 50)
    pacer.pause(2000, true)
    expect(pacer.pausedMs()).toBe(2000)
    await clock.settle(turn)
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(2050)
    expect(told).toEqual(['reserve 1', 'pause 2000', 'release slot-1-1', 'reserve 1'])
  })

  it('gives slots back that nobody wants any more', async () => {
    const { clock, pacer, told } = open([slots(100)])
    const given = new AbortController()
    const turn = pacer.take(given.signal)
    await clock.runUntil(clock.now() + 1)
    given.abort(new Error('enough'))
    await expect(turn).rejects.toThrow('enough')
    await clock.runUntil(clock.now() + 1000)
    expect(told).toEqual(['reserve 1', 'release slot-1-1'])
  })

  it('lets nothing leave while the budget is out of reach', async () => {
    const lost = new Error('connection lost')
    const { clock, pacer, told, outages } = open([slots(0), lost, lost, slots(0)])
    await clock.settle(pacer.take())
    const startMs = clock.now()
    await clock.settle(pacer.take())
    expect(clock.now() - startMs).toBe(1000)
    expect(outages).toEqual([500, 500])
    expect(told).toEqual(['reserve 1', 'reserve 1', 'reserve 1', 'reserve 1'])
    expect(pacer.pausedMs()).toBe(0)
  })

  it('ends after two minutes without it, for everybody who waits', async () => {
    const { clock, pacer } = open([new Error('connection lost')])
    const startMs = clock.now()
    const ends = await clock.settle(Promise.allSettled([pacer.take(), pacer.take()]))
    for (const end of ends) {
      expect(end).toMatchObject({ reason: { reason: 'target', code: 'redis_unavailable' } })
    }
    expect(clock.now() - startMs).toBe(120_000)
  })

  it('has no rate to share when there is none', () => {
    const { pacer } = open([])
    expect(() => pacer.setRate('off')).toThrow(expect.objectContaining({ code: 'redis_needs_rate' }))
  })
})

const slots =
  (...inMs: number[]) =>
  (asked: number): BudgetSlot[] =>
    inMs.map((inMs, index) => ({ id: `slot-${asked}-${index + 1}`, inMs }))

type Answer = ReturnType<typeof slots> | Error

/** A budget that answers by the script, the last answer for ever, and writes down what it is told. */
const open = (script: Answer[], clockOptions: Parameters<typeof createVirtualClock>[0] = {}) => {
  const clock = createVirtualClock(clockOptions)
  const told: string[] = []
  const outages: number[] = []
  let asked = 0
  const note = (text: string): Promise<void> => {
    told.push(text)
    return Promise.resolve()
  }
  const budget: SharedBudget = {
    reserve: async (count): Promise<Reservation> => {
      await note(`reserve ${count}`)
      const answer = script[Math.min(asked, script.length - 1)]
      asked += 1
      if (typeof answer !== 'function') throw answer ?? new Error('no answer')
      return { rate, epoch: 'e', waitMs: 0, slots: answer(asked) }
    },
    move: (moves) => note(moves.map(({ id, byMs }) => `move ${id} by ${byMs}`).join(', ')),
    release: (ids) => note(`release ${ids.join(', ')}`),
    pause: (delayMs) => note(`pause ${delayMs}`),
    setRate: ({ limit }) => note(`rate ${limit}`),
    close: () => undefined,
  }
  const pacer = createRedisPacer({
    budget,
    rate,
    effects: clock,
    onOutage: (delayMs) => outages.push(delayMs),
  })
  return { clock, pacer, told, outages }
}
