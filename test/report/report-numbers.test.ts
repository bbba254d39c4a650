import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceSteps } from '../../src/report/page/column-chart.js'
import { LatencyTally } from '../../src/report/latency-tally.js'
import { TimeBuckets } from '../../src/report/time-buckets.js'
import { WorkClock } from '../../src/report/work-clock.js'

describe('TimeBuckets', () => {
  it('lose nothing and stay few, whatever the time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400 * 86_400_000), fc.nat(1), fc.integer({ min: 1, max: 9 })), {
          maxLength: 200,
        }),
        (events) => {
          const buckets = new TimeBuckets(2)
          for (const [atMs, kind, count] of events) buckets.add(atMs, kind, count)
          expect(buckets.buckets.length).toBeLessThanOrEqual(150)
          for (const kind of [0, 1]) {
            const told = buckets.buckets.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0)
            expect(told).toBe(events.reduce((sum, event) => sum + (event[1] === kind ? event[2] : 0), 0))
          }
          // Each bucket holds what happened in its time, however often buckets were merged.
          const widthMs = buckets.bucketSeconds * 1000
          for (const [index, counts] of buckets.buckets.entries()) {
            const inside = events.filter(([atMs]) => Math.floor(atMs / widthMs) === index)
            expect(counts[0]! + counts[1]!).toBe(inside.reduce((sum, event) => sum + event[2], 0))
          }
        },
      ),
    )
  })
})

describe('LatencyTally', () => {
  it('tells percentiles to 2 % or 1 ms, and counts every user once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { minLength: 1, maxLength: 300 }), (times) => {
        const tally = new LatencyTally()
        for (const ms of times) tally.add(ms)
        const report = tally.report()!
        const sorted = times.toSorted((a, b) => a - b)
        for (const [share, told] of [
          [0.5, report.p50Ms],
          [0.95, report.p95Ms],
          [0.99, report.p99Ms],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1]!
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.02))
        }
        expect(report.maxMs).toBe(sorted.at(-1))
        expect(report.buckets.reduce((sum, { users }) => sum + users, 0)).toBe(times.length)
        for (const { fromMs, toMs, users } of report.buckets) {
          expect(times.filter((ms) => ms >= fromMs && ms < toMs)).toHaveLength(users)
        }
      }),
    )
  })

  it('has nothing to tell of nobody', () => {
    expect(new LatencyTally().report()).toBeNull()
  })
})

describe('WorkClock', () => {
  it('leaves out the time between sessions, also when the clock was set back', () => {
    const clock = new WorkClock()
    clock.open(0)
    expect(clock.pass(5000)).toBe(5000)
    clock.open(86_400_000)
    expect(clock.pass(86_401_000)).toBe(6000)
    clock.close(86_402_000, 'interrupted')
    clock.open(1000)
    expect(clock.pass(4000)).toBe(10_000)
    // A line that was written late belongs to the session, but not before its start.
    expect(clock.pass(500)).toBe(7000)
    expect(clock.workedMs).toBe(10_000)
    expect(clock.sessions.map(({ end, durationMs }) => [end, durationMs])).toEqual([
      ['killed', 5000],
      ['interrupted', 2000],
      ['open', 3000],
    ])
  })

  it('cuts a pause to the session in which it fell', () => {
    const clock = new WorkClock()
    clock.open(0)
    clock.pass(10_000)
    clock.open(100_000)
    clock.pass(110_000)
    expect(clock.workSpan(8000, 60_000)).toEqual({ fromMs: 8000, toMs: 10_000 })
    expect(clock.workSpan(50_000, 60_000)).toBeUndefined()
    expect(clock.workSpan(102_000, 105_000)).toEqual({ fromMs: 12_000, toMs: 15_000 })
  })
})

describe('niceSteps', () => {
  it('are round, few, and reach the highest bar', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (most) => {
        const steps = niceSteps(most)
        expect(steps[0]).toBe(0)
        expect(steps.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6))
        expect(steps.length).toBeGreaterThanOrEqual(3)
        expect(steps.length).toBeLessThanOrEqual(6)
      }),
    )
    expect(niceSteps(0)).toEqual([0, 1])
    expect(niceSteps(50)).toEqual([0, 20, 40, 60])
  })
})
