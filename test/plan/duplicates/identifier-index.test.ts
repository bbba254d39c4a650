import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeDuplicate } from '../../../src/plan/duplicates/duplicate-problem.js'
import { hashText } from '../../../src/spill/hash-text.js'
import { IdentifierIndex, type IdentifierKind } from '../../../src/plan/duplicates/identifier-index.js'
import { defaultPlanRules } from '../../../src/plan/plan-rules.js'
import { planUser } from '../../../src/plan/plan-user.js'
import type { UserPlan } from '../../../src/plan/user-plan.js'
import { userWith } from '../user-with.js'

const planOf = (fields: object): UserPlan => {
  const { plan } = planUser(userWith({ username: undefined, ...fields }), defaultPlanRules)
  if (plan === undefined) throw new Error('expected a plan')
  return plan
}

const kinds: IdentifierKind[] = ['key', 'email', 'phone', 'username', 'identity']

describe('IdentifierIndex', () => {
  it('does what a map does', () => {
    const claims = fc.array(
      fc.tuple(
        fc.constantFrom(...kinds),
        fc.stringMatching(/^[ab\u00e4]{0,4}$/),
        fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      ),
      { maxLength: 400 },
    )
    fc.assert(
      fc.property(claims, (list) => {
        const index = new IdentifierIndex()
        const model = new Map<string, number>()
        for (const [kind, value, ordinal] of list) {
          const key = `${kind} ${value}`
          expect(index.claim(kind, value, ordinal)).toBe(model.get(key))
          if (!model.has(key)) model.set(key, ordinal)
        }
        expect(index.size).toBe(model.size)
      }),
    )
  })

  it('remembers 300,000 identifiers in no more memory than it begins with', () => {
    const index = new IdentifierIndex()
    const count = 300_000
    // One expect for all: it costs more than what is tested.
    const wrong: number[] = []
    for (let n = 1; n <= count; n++)
      if (index.claim('email', `user${n}@example.com`, n) !== undefined) wrong.push(n)
    for (let n = 1; n <= count; n += 7)
      if (index.claim('email', `USER${n}@example.com`, count + n) !== n) wrong.push(n)
    expect(wrong).toEqual([])
    expect(index.claim('email', 'user0@example.com', 1)).toBeUndefined()
    expect(index.size).toBe(count + 1)
    expect(index.byteLength).toBe(new IdentifierIndex().byteLength)
    expect(index.byteLength).toBeLessThan(13_000_000)
  })

  it.each([
    {
      id: 'e-mail in another case',
      first: { primaryEmail: 'Jane@Example.com' },
      second: { primaryEmail: 'jane@example.COM' },
      kind: 'email',
    },
    {
      id: 'phone in another spelling',
      first: { primaryPhone: '+1 415 555 0123' },
      second: { primaryPhone: '+14155550123' },
      kind: 'phone',
    },
    { id: 'username', first: { username: 'jane' }, second: { username: 'jane' }, kind: 'username' },
    {
      id: 'identity',
      first: { identities: { google: { userId: '1' } } },
      second: { identities: { google: { userId: 1 } } },
      kind: 'identity',
    },
  ])('finds the same $id', ({ first, second, kind }) => {
    const index = new IdentifierIndex()
    expect(index.claimAll(planOf({ id: 'a', ...first }), 3)).toEqual([])
    expect(index.claimAll(planOf({ id: 'b', ...second }), 9)).toMatchObject([{ kind, earlierOrdinal: 3 }])
  })

  it.each([
    { id: 'usernames in another case', first: { username: 'jane' }, second: { username: 'Jane' } },
    {
      id: 'one id at two providers',
      first: { identities: { google: { userId: '1' } } },
      second: { identities: { github: { userId: '1' } } },
    },
    {
      id: 'a username that is the phone number of another',
      first: { username: '_1' },
      second: { username: '_2' },
    },
  ])('lets through $id', ({ first, second }) => {
    const index = new IdentifierIndex()
    index.claimAll(planOf({ id: 'a', ...first }), 1)
    expect(index.claimAll(planOf({ id: 'b', ...second }), 2)).toEqual([])
  })

  it('can take usernames without case', () => {
    const index = new IdentifierIndex({ isUsernameCaseSensitive: false })
    index.claim('username', 'jane', 1)
    expect(index.claim('username', 'JANE', 2)).toBe(1)
  })

  it('claims nothing for a record of which one identifier is taken', () => {
    const index = new IdentifierIndex()
    index.claimAll(planOf({ id: 'a', primaryEmail: 'jane@example.com' }), 1)
    const clashes = index.claimAll(planOf({ id: 'b', username: 'jane', primaryEmail: 'jane@example.com' }), 2)
    expect(clashes).toEqual([{ kind: 'email', value: 'jane@example.com', earlierOrdinal: 1 }])
    expect(index.claimAll(planOf({ id: 'b', username: 'jane' }), 3)).toEqual([])
  })

  it('names every identifier that is taken', () => {
    const index = new IdentifierIndex()
    index.claimAll(planOf({ id: 'a', primaryEmail: 'jane@example.com' }), 1)
    index.claimAll(planOf({ id: 'b', username: 'jane' }), 2)
    const clashes = index.claimAll(planOf({ id: 'a', username: 'jane', primaryEmail: 'JANE@example.com' }), 3)
    expect(clashes.map(({ kind, earlierOrdinal }) => [kind, earlierOrdinal])).toEqual([
      ['key', 1],
      ['email', 1],
      ['username', 2],
    ])
  })

  it('asks before it believes a hit', () => {
    const asked: string[] = []
    const index = new IdentifierIndex({
      confirm: ({ value, earlierOrdinal }) => {
        asked.push(`${value} ${earlierOrdinal}`)
        return false
      },
    })
    index.claim('key', 'a', 1)
    expect(index.claim('key', 'a', 2)).toBeUndefined()
    expect(asked).toEqual(['a 1'])
  })

  it('names both places', () => {
    const problem = describeDuplicate(
      { kind: 'email', value: 'Jane@example.com', earlierOrdinal: 1 },
      'users.csv, line 2',
    )
    expect(problem).toEqual({
      code: 'duplicate_email',
      field: 'primaryEmail',
      message:
        'primaryEmail: "Jane@example.com" belongs to an earlier record already (users.csv, line 2); ' +
        'merge the two records or leave one out.',
    })
  })
})

describe('hashText', () => {
  it('spreads similar texts over both halves', () => {
    const high = new Set<number>()
    const low = new Set<number>()
    const count = 20_000
    for (let n = 0; n < count; n++) {
      const hash = hashText(`user${n}@example.com`, 1)
      high.add(hash.high)
      low.add(hash.low)
    }
    // Of 20,000 random numbers of 32 bits, 0.05 agree with another one.
    expect(high.size).toBeGreaterThan(count - 4)
    expect(low.size).toBeGreaterThan(count - 4)
  })

  it('changes about half of all bits with any one character', () => {
    const text = 'jane.doe@example.com'
    const { high, low } = { ...hashText(text, 1) }
    for (let at = 0; at < text.length; at++) {
      const other = { ...hashText(`${text.slice(0, at)}#${text.slice(at + 1)}`, 1) }
      const changed = countBits(high ^ other.high) + countBits(low ^ other.low)
      expect(changed, `character ${at}`).toBeGreaterThan(14)
      expect(changed, `character ${at}`).toBeLessThan(50)
    }
  })
})

const countBits = (value: number): number =>
  [...(value >>> 0).toString(2)].filter((bit) => bit === '1').length
