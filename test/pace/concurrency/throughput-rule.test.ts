import { describe, expect, test } from 'vitest'
import type { ConcurrencyRule } from '../../../src/pace/concurrency/concurrency-rule.js'
import { createThroughputRule } from '../../../src/pace/concurrency/throughput-rule.js'
import { createRandom } from '../../support/random.js'
import { simulate, type TargetModel } from '../../support/target-model.js'

const always = (value: number) => () => value
const fixed = (limit: number): ConcurrencyRule => ({ limit, observe: () => {} })
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const candidates = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]

/** Throughput of the best fixed limit between two seconds. */
const bestFixed = (model: TargetModel, from: number, to: number): number =>
  Math.max(
    ...candidates.map((limit) =>
      mean(simulate(fixed(limit), model, { seconds: to, random: createRandom(99) }).slice(from, to)),
    ),
  )

/** Shares of the best fixed limit that the rule reaches between two seconds, for several seeds. */
const shares = (model: TargetModel, from: number, to: number): number[] => {
  const best = bestFixed(model, from, to)
  return [1, 2, 3, 4, 5].map((seed) => {
    const rule = createThroughputRule({ initial: 4, max: 128 })
    return mean(simulate(rule, model, { seconds: to, random: createRandom(seed) }).slice(from, to)) / best
  })
}

const steady: { id: string; model: TargetModel }[] = [
  { id: '8 servers of 5 ms', model: { servers: always(8), serviceMs: always(5), networkMs: always(1) } },
  { id: '2 servers of 14 ms', model: { servers: always(2), serviceMs: always(14), networkMs: always(1) } },
  { id: '1 server of 2 ms', model: { servers: always(1), serviceMs: always(2), networkMs: always(0.5) } },
  {
    id: '8 servers of 20 ms behind 80 ms',
    model: { servers: always(8), serviceMs: always(20), networkMs: always(80) },
  },
  { id: '64 servers of 40 ms', model: { servers: always(64), serviceMs: always(40), networkMs: always(2) } },
  {
    id: '8 servers that contend beyond 12 requests',
    model: {
      servers: always(32),
      serviceMs: (_, inFlight) =>
        inFlight <= 8 ? 20 : 20 * (inFlight / 8) * (1 + Math.max(0, inFlight - 12) * 0.02),
      networkMs: always(2),
    },
  },
]

describe('finds the best throughput within 10 s and holds it within 5 % of the best fixed limit', () => {
  test.each(steady)('$id', ({ model }) => {
    const reached = shares(model, 10, 60)
    expect(mean(reached)).toBeGreaterThanOrEqual(0.95)
    expect(Math.min(...reached)).toBeGreaterThanOrEqual(0.92)
  })
})

const changeAtMs = 30_000
const changing: { id: string; model: TargetModel }[] = [
  {
    id: 'half the servers go',
    model: { servers: (at) => (at < changeAtMs ? 16 : 8), serviceMs: always(20), networkMs: always(2) },
  },
  {
    id: 'twice the servers come',
    model: { servers: (at) => (at < changeAtMs ? 8 : 16), serviceMs: always(20), networkMs: always(2) },
  },
  {
    id: '100 ms of network are added',
    model: { servers: always(8), serviceMs: always(20), networkMs: (at) => (at < changeAtMs ? 2 : 102) },
  },
  {
    id: 'requests take three times as long',
    model: { servers: always(8), serviceMs: (at) => (at < changeAtMs ? 10 : 30), networkMs: always(2) },
  },
]

describe('follows a target that changes, within 15 s', () => {
  test.each(changing)('$id', ({ model }) => {
    const reached = shares(model, changeAtMs / 1000 + 15, 90)
    expect(mean(reached)).toBeGreaterThanOrEqual(0.95)
    expect(Math.min(...reached)).toBeGreaterThanOrEqual(0.9)
  })
})

test('a neighbour that takes 0 to 50 % of the target at random costs at most 8 %', () => {
  const taken = createRandom(7)
  const perSecond = Array.from({ length: 200 }, () => 1 + taken())
  const model: TargetModel = {
    servers: always(8),
    serviceMs: (at) => 10 * (perSecond[Math.floor(at / 1000)] ?? 1),
    networkMs: always(2),
  }
  expect(mean(shares(model, 10, 120))).toBeGreaterThanOrEqual(0.92)
})

test('does not give throughput away a little at a time, for fewer in flight than the target needs', () => {
  const model: TargetModel = { servers: always(2), serviceMs: always(14), networkMs: always(1) }
  const reached = shares(model, 10, 90)
  expect(mean(reached)).toBeGreaterThanOrEqual(0.98)
  expect(Math.min(...reached)).toBeGreaterThanOrEqual(0.965)
})

test('a target whose speed jumps every 100 ms does not end the search early', () => {
  const jump = createRandom(7)
  const factors = Array.from({ length: 600 }, () => 1 + jump())
  const model: TargetModel = {
    servers: always(8),
    serviceMs: (at) => 10 * (factors[Math.floor(at / 100) % factors.length] ?? 1),
    networkMs: always(2),
  }
  expect(mean(shares(model, 10, 40))).toBeGreaterThanOrEqual(0.95)
})

describe('spares a target that suffers', () => {
  test('more in flight than it can take: failures are rare after the search, throughput stays', () => {
    const model: TargetModel = {
      servers: always(16),
      serviceMs: always(20),
      networkMs: always(2),
      failure: (_, inFlight) => (inFlight > 12 ? 0.5 : 0),
    }
    const reached = shares(model, 15, 90)
    expect(mean(reached)).toBeGreaterThanOrEqual(0.85)
  })

  test('a bad minute: at most 2 in flight during it, back at the old throughput afterwards', () => {
    const model: TargetModel = {
      servers: always(8),
      serviceMs: always(10),
      networkMs: always(2),
      failure: (at) => (at > 20_000 && at < 40_000 ? 0.6 : 0),
    }
    const rule = createThroughputRule({ initial: 4, max: 128 })
    const limits: number[] = []
    const perSecond = simulate(rule, model, {
      seconds: 70,
      random: createRandom(3),
      onSecond: (second, limit) => (limits[second] = limit),
    })
    expect(Math.max(...limits.slice(28, 39))).toBeLessThanOrEqual(2)
    expect(mean(perSecond.slice(52, 70))).toBeGreaterThanOrEqual(mean(perSecond.slice(12, 20)) * 0.95)
  })
})

test('a source slower than the target leaves the limit alone', () => {
  const rule = createThroughputRule({ initial: 4, max: 128 })
  for (let index = 1; index <= 10_000; index += 1) {
    rule.observe(index * 10, 5, 'healthy', 1)
  }
  expect(rule.limit).toBe(4)
})
