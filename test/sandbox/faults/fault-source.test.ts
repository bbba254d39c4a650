import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultKinds } from '../../../src/sandbox/faults/fault-plan.js'
import type { FaultPlan } from '../../../src/sandbox/faults/fault-plan.js'
import { FaultSource } from '../../../src/sandbox/faults/fault-source.js'

const label = 'POST /api/users'
const rule = fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }) })
const anyPlan: fc.Arbitrary<FaultPlan> = fc.dictionary(fc.constantFrom(...faultKinds), rule)

const draw = (source: FaultSource, count: number): unknown[] =>
  Array.from({ length: count }, () => source.next(label))

test('the same seed and plan give the same faults', () => {
  fc.assert(
    fc.property(fc.integer(), anyPlan, (seed, plan) => {
      expect(draw(new FaultSource(seed, plan), 50)).toEqual(draw(new FaultSource(seed, plan), 50))
    }),
  )
})

test('the plan set again starts over', () => {
  const plan: FaultPlan = { resetAfterCommit: { probability: 0.5, max: 3 } }
  const source = new FaultSource(7, plan)
  const first = draw(source, 20)
  source.setPlan(plan)
  expect(draw(source, 20)).toEqual(first)
})

test('different seeds give different faults', () => {
  const plan: FaultPlan = { resetAfterCommit: { probability: 0.5 } }
  expect(draw(new FaultSource(1, plan), 64)).not.toEqual(draw(new FaultSource(2, plan), 64))
})

test('a kind hits about as often as it says', () => {
  const drawn = draw(new FaultSource(3, { garbageBody: { probability: 0.2 } }), 10_000)
  const hits = drawn.filter(Boolean).length
  expect(hits).toBeGreaterThan(1800)
  expect(hits).toBeLessThan(2200)
})

test('one kind switched on leaves the draws of a later kind where they were', () => {
  const late: FaultPlan = { slowTrickle: { probability: 0.3 } }
  const both: FaultPlan = { ...late, resetBeforeCommit: { probability: 0.1 } }
  const alone = draw(new FaultSource(5, late), 200)
  const together = draw(new FaultSource(5, both), 200)
  const isKept = together.every(
    (fault, n) => JSON.stringify(fault) === JSON.stringify(alone[n]) || isReset(fault),
  )
  expect(isKept).toBe(true)
})

const isReset = (fault: unknown): boolean => JSON.stringify(fault) === '{"kind":"resetBeforeCommit"}'

test('a fault stays within its routes and its number', () => {
  const source = new FaultSource(1, { cutBody: { probability: 1, max: 2, routes: [label] } })
  const labels = ['GET /api/users', label, label, label]
  expect(labels.map((asked) => source.next(asked)?.kind)).toEqual([
    undefined,
    'cutBody',
    'cutBody',
    undefined,
  ])
})
