import { describe, expect, it } from 'vitest'
import type { LogtoUser } from '../../../src/logto/calls/user.js'
import type { CreateUserBody, UserPlan } from '../../../src/plan/user-plan.js'
import { compareUser } from '../../../src/verify/compare/compare-user.js'

const planOf = (create: CreateUserBody, more: Partial<UserPlan> = {}): UserPlan => ({
  sourceKey: 'k',
  create,
  isSuspended: false,
  isPasswordExpired: false,
  identities: [],
  factors: [],
  roles: [],
  organizations: [],
  losses: [],
  ...more,
})

const userOf = (fields: Partial<LogtoUser>): LogtoUser => ({
  id: 'u',
  username: null,
  primaryEmail: null,
  primaryPhone: null,
  name: null,
  avatar: null,
  customData: {},
  identities: {},
  profile: {},
  lastSignInAt: null,
  createdAt: 0,
  updatedAt: 0,
  isSuspended: false,
  hasPassword: false,
  ...fields,
})

const full = planOf(
  {
    primaryEmail: 'a@example.com',
    name: 'Ann',
    profile: { givenName: 'Ann', address: { locality: 'Bern' } },
    customData: { plan: { tier: 3, tags: ['a', 'b'] }, migratedFrom: { id: '1' } },
    passwordDigest: 'x',
    passwordAlgorithm: 'MD5',
  },
  { identities: [{ target: 'google', userId: 'g1' }] },
)
const same = userOf({
  primaryEmail: 'a@example.com',
  name: 'Ann',
  profile: { givenName: 'Ann', address: { locality: 'Bern' } },
  customData: { plan: { tier: 3, tags: ['a', 'b'] }, migratedFrom: { id: '1', run: 'r' } },
  identities: { google: { userId: 'g1', details: {} } },
  hasPassword: true,
})

describe('a user of the target', () => {
  it('is the same when it holds the plan, and more of its own', () => {
    const more = {
      ...same,
      customData: { ...same.customData, theme: 'dark' },
      profile: { ...same.profile, locale: 'de' },
    }
    expect(compareUser(full, more)).toEqual([])
  })

  const differences: [string, Partial<LogtoUser>, object][] = [
    [
      'e-mail',
      { primaryEmail: 'b@example.com' },
      { field: 'primaryEmail', expected: 'a@example.com', actual: 'b@example.com' },
    ],
    [
      'a username that the plan lacks',
      { username: 'ann' },
      { field: 'username', expected: null, actual: 'ann' },
    ],
    ['a missing name', { name: null }, { field: 'name', expected: 'Ann', actual: null }],
    [
      'a profile claim deep down',
      { profile: { givenName: 'Ann', address: { locality: 'Basel' } } },
      { field: 'profile.address.locality', expected: 'Bern', actual: 'Basel' },
    ],
    [
      'custom data, without its values',
      { customData: { plan: { tier: 4, tags: ['a', 'b'] }, migratedFrom: { id: '1' } } },
      { field: 'customData.plan.tier' },
    ],
    [
      'the order of a list',
      { customData: { plan: { tier: 3, tags: ['b', 'a'] }, migratedFrom: { id: '1' } } },
      { field: 'customData.plan.tags' },
    ],
    ['an identity', { identities: {} }, { field: 'identities.google', expected: 'g1', actual: null }],
    ['suspension', { isSuspended: true }, { field: 'isSuspended', expected: false, actual: true }],
    ['a lost password', { hasPassword: false }, { field: 'hasPassword', expected: true, actual: false }],
  ]
  it.each(differences)('differs in %s', (_title, change, difference) => {
    expect(compareUser(full, { ...same, ...change })).toEqual([difference])
  })

  it('with its custom data gone differs in every leaf of it', () => {
    expect(compareUser(full, { ...same, customData: {} }).map(({ field }) => field)).toEqual([
      'customData.plan.tier',
      'customData.plan.tags',
      'customData.migratedFrom.id',
    ])
  })

  it('takes nothing from the prototype for a value', () => {
    const plan = planOf({ customData: { constructor: 'x', toString: {} } })
    expect(compareUser(plan, userOf({})).map(({ field }) => field)).toEqual([
      'customData.constructor',
      'customData.toString',
    ])
  })
})
