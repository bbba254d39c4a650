import { describe, expect, it } from 'vitest'
import { changedParts, createFingerprinter } from '../../src/plan/fingerprint-plan.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import type { UserPlan } from '../../src/plan/user-plan.js'
import { generic } from '../../src/presets/generic/generic.js'
import type { JsonObject } from '../../src/source/source-record.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import { emptyContext } from '../presets/empty-context.js'

const planOf = (record: JsonObject): UserPlan =>
  planUser(generic.toUser(record, emptyContext) as UserRecord, defaultPlanRules).plan!

const { fingerprint } = createFingerprinter({ salt: 'run', secret: 'secret' })

const base: JsonObject = {
  id: 'a',
  primaryEmail: 'a@example.org',
  customData: { x: 1, y: { b: 1, a: 2 } },
  passwordDigest: '5f4dcc3b5aa765d61d8327deb882cf99',
  passwordAlgorithm: 'MD5',
  roles: ['r1', 'r2'],
  organizations: [
    { id: 'o1', roles: ['x', 'y'] },
    { id: 'o2', roles: [] },
  ],
  identities: { google: { userId: 'g' } },
  mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
}

const compare = (change: JsonObject): string[] => [
  ...changedParts(fingerprint(planOf(base)).print, fingerprint(planOf({ ...base, ...change })).print),
]

describe('the parts that differ', () => {
  it.each<{ id: string; change: JsonObject; parts: string[] }>([
    { id: 'nothing', change: {}, parts: [] },
    { id: 'order of keys', change: { customData: { y: { a: 2, b: 1 }, x: 1 } }, parts: [] },
    { id: 'order of roles', change: { roles: ['r2', 'r1'] }, parts: [] },
    {
      id: 'order of organizations',
      change: {
        organizations: [
          { id: 'o2', roles: [] },
          { id: 'o1', roles: ['y', 'x'] },
        ],
      },
      parts: [],
    },
    { id: 'a name', change: { name: 'A' }, parts: ['content'] },
    { id: 'custom data inside', change: { customData: { x: 1, y: { b: 1, a: 3 } } }, parts: ['content'] },
    { id: 'a digest', change: { passwordDigest: 'e10adc3949ba59abbe56e057f20f883e' }, parts: ['password'] },
    { id: 'an algorithm', change: { passwordAlgorithm: 'SHA1' }, parts: ['password'] },
    { id: 'an identity', change: { identities: { google: { userId: 'h' } } }, parts: ['identities'] },
    { id: 'no factor', change: { mfa: [] }, parts: ['factors'] },
    { id: 'a role', change: { roles: ['r1'] }, parts: ['memberships'] },
    { id: 'suspension', change: { isSuspended: true }, parts: ['status'] },
  ])('$id', ({ change, parts }) => {
    if (change['passwordAlgorithm'] === 'SHA1') change['passwordDigest'] = 'a'.repeat(40)
    expect(compare(change)).toEqual(parts)
  })

  it('a part that cannot be compared counts as equal', () => {
    const print = fingerprint(planOf(base)).print.split('.')
    print[1] = '?'
    const other = fingerprint(planOf({ ...base, passwordDigest: 'e10adc3949ba59abbe56e057f20f883e' })).print
    expect([...changedParts(print.join('.'), other)]).toEqual([])
  })
})

it('fingerprints of two runs, and of two secrets, have nothing in common', () => {
  const parts = (salt: string, secret: string): string[] =>
    createFingerprinter({ salt, secret }).fingerprint(planOf(base)).print.split('.').slice(0, 5)
  const own = parts('run', 'secret')
  expect(parts('other', 'secret').filter((part, index) => part === own[index])).toHaveLength(2)
  expect(parts('run', 'other').filter((part, index) => part === own[index])).toHaveLength(3)
})

it('names the fields that a plan fills by hashes that say nothing of them', () => {
  const { given } = fingerprint(planOf({ ...base, name: 'A', profile: { locale: 'de' } }))
  expect(given).toHaveLength(5)
  for (const hash of given) expect(hash).toMatch(/^[0-9a-f]{8}$/)
})
