import { describe, expect, it } from 'vitest'
import type { ConcurrencyRule } from '../../../src/pace/concurrency/concurrency-rule.js'
import { guardOverload } from '../../../src/pace/concurrency/overload-guard.js'

const fixed = (limit: number): ConcurrencyRule => ({ limit, observe: () => undefined })

/** So many answers of a target that is well, from `fromMs` on, a millisecond each. */
const recover = (rule: ConcurrencyRule, fromMs: number, answers: number): void => {
  for (let index = 0; index < answers; index += 1) rule.observe(fromMs + index, 10, 'healthy', rule.limit)
}

describe('guardOverload', () => {
  it('halves once for all failures of one load', () => {
    const rule = guardOverload(fixed(64))
    for (let index = 0; index < 64; index += 1) rule.observe(10_000 + index, 10_000, 'overloaded', 64)
    expect(rule.limit).toBe(32)
    // The next load fails as well.
    rule.observe(25_000, 10_000, 'overloaded', 32)
    expect(rule.limit).toBe(16)
  })

  it('grows back one by one, and not to what broke the target until a while has passed', () => {
    const rule = guardOverload(fixed(64))
    rule.observe(10_000, 10_000, 'overloaded', 64)
    recover(rule, 10_001, 40_000)
    expect(rule.limit).toBe(48)
    recover(rule, 80_000, 40_000)
    expect(rule.limit).toBe(64)
  })

  it('waits twice as long after each time', () => {
    const rule = guardOverload(fixed(8))
    rule.observe(10_000, 5000, 'overloaded', 8)
    recover(rule, 70_001, 5000)
    rule.observe(80_000, 1000, 'overloaded', 8)
    recover(rule, 150_000, 5000)
    expect(rule.limit).toBe(6)
    recover(rule, 200_001, 5000)
    expect(rule.limit).toBe(8)
  })

  it('never goes below one, and leaves other failures to the rule', () => {
    const rule = guardOverload(fixed(2))
    for (let at = 10_000; at < 100_000; at += 10_000) rule.observe(at, 5000, 'overloaded', 2)
    expect(rule.limit).toBe(1)
    const other = guardOverload(fixed(64))
    other.observe(10_000, 5000, 'suffering', 64)
    expect(other.limit).toBe(64)
  })
})
