import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UnitIndex } from '../../src/verify/unit-index.js'

describe('an index of units', () => {
  it('gives each user just what was added, whatever the order and however often', () => {
    const added = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('r 1', 'r 2', '1', '0 r')),
    )
    fc.assert(
      fc.property(added, (pairs) => {
        const index = new UnitIndex()
        const expected = new Map<string, Set<string>>()
        for (const [user, unit] of pairs) {
          index.add(user, unit)
          expected.set(user, (expected.get(user) ?? new Set()).add(unit))
        }
        for (const user of ['a', 'b', 'c', 'd']) {
          expect(index.of(user)).toEqual(expected.get(user) ?? new Set())
        }
      }),
    )
  })
})
