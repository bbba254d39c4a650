import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeShape } from '../../src/plan/describe-shape.js'
import { CanaryPicker } from '../../src/plan/pick-canaries.js'
import type { UserPlan } from '../../src/plan/user-plan.js'

const feature = fc.integer({ min: 0, max: 3 })
const input = fc.array(fc.tuple(feature, feature, feature), { minLength: 1, maxLength: 400 })

const pick = (shapes: readonly (readonly number[])[], size: number) => {
  const picker = new CanaryPicker(size)
  for (const [index, values] of shapes.entries())
    picker.add(
      index + 1,
      values.map((value, at) => `${at} ${value}`),
    )
  return picker.pick()
}

describe('CanaryPicker', () => {
  it('covers every shape when there is room for all, and fills the room there is', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 200 }), (shapes, size) => {
        const { ordinals, shapes: known, coveredShapes } = pick(shapes, size)
        const all = new Set(shapes.map((values) => values.join()))
        const covered = new Set([...ordinals].map((ordinal) => shapes[ordinal - 1]?.join()))
        expect(known).toBe(all.size)
        expect(ordinals.size).toBe(Math.min(size, shapes.length))
        if (size >= all.size) expect(covered).toEqual(all)
        else expect(covered.size).toBe(size)
        expect(coveredShapes).toBe(covered.size)
      }),
    )
  })

  it('shows as many single respects as it can where there is no room for all shapes', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 4, max: 20 }), (shapes, size) => {
        const { ordinals } = pick(shapes, size)
        const respects = (rows: readonly (readonly number[])[]): number =>
          new Set(rows.flatMap((values) => values.map((value, at) => `${at} ${value}`))).size
        const shown = respects([...ordinals].map((ordinal) => shapes[ordinal - 1]!))
        // Twelve respects at most, three of them with the first canary; each further one shows a new one at least.
        expect(shown).toBeGreaterThanOrEqual(Math.min(respects(shapes), size + 2))
      }),
    )
  })

  it('chooses the same from the same input', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 50 }), (shapes, size) => {
        expect([...pick(shapes, size).ordinals]).toEqual([...pick(shapes, size).ordinals])
      }),
    )
  })

  it('takes what is left from all over the input', () => {
    const { ordinals } = pick(
      Array.from({ length: 100_000 }, () => [0, 0, 0]),
      100,
    )
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => [...ordinals].filter((ordinal) => Math.floor((ordinal - 1) / 10_000) === tenth).length,
    )
    for (const count of tenths) expect(count).toBeGreaterThan(2)
  })
})

describe('describeShape', () => {
  const plain: UserPlan = {
    sourceKey: 'a',
    create: { primaryEmail: 'a@example.org' },
    isSuspended: false,
    isPasswordExpired: false,
    identities: [],
    factors: [],
    roles: [],
    organizations: [],
    losses: [],
  }

  it.each<[string, Partial<UserPlan>]>([
    ['another identifier', { create: { username: 'a' } }],
    ['a password', { create: { primaryEmail: 'a@example.org', password: 'x' } }],
    [
      'a digest',
      { create: { primaryEmail: 'a@example.org', passwordDigest: '$2b$10$x', passwordAlgorithm: 'Bcrypt' } },
    ],
    ['an identity', { identities: [{ target: 'google', userId: '1' }] }],
    ['a factor', { factors: [{ type: 'Totp', secret: 'X' }] }],
    ['a role', { roles: ['admin'] }],
    ['an organization', { organizations: [{ name: 'Acme', roles: [] }] }],
    ['an organization with roles', { organizations: [{ name: 'Acme', roles: ['owner'] }] }],
    ['suspension', { isSuspended: true }],
    ['an expired password', { isPasswordExpired: true }],
  ])('%s makes a difference', (_name, change) =>
    expect(describeShape({ ...plain, ...change })).not.toEqual(describeShape(plain)),
  )

  it('who it is makes none, and no value is in it', () => {
    const other = {
      ...plain,
      sourceKey: 'b',
      create: { primaryEmail: 'secret.person@example.org', name: 'B' },
    }
    expect(describeShape(other)).toEqual(describeShape(plain))
  })
})
