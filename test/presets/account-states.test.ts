import { describe, expect, it } from 'vitest'
import { isSkip } from '../../src/presets/preset.js'
import { findPreset } from '../../src/presets/registry.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const nowMs = Date.parse('2026-01-01T00:00:00Z')

const read = (preset: string, record: JsonObject) => {
  const user = findPreset(preset).toUser(record, { ...emptyContext, nowMs, sample: [record] })
  if (isSkip(user)) throw new Error('expected a user')
  return user
}

describe('a state that a system does not list', () => {
  it.each<[string, JsonObject]>([
    ['okta', { id: '00u1', status: 'FROZEN', profile: { login: 'a@example.com', email: 'a@example.com' } }],
    ['zitadel', { userId: '1', state: 'USER_STATE_NEW', userName: 'a', human: { profile: {}, email: {} } }],
    ['kratos', { id: '1', state: 'frozen', traits: { email: 'a@example.com' } }],
    ['ghost', { id: '1', email: 'a@example.com', status: 'frozen' }],
    ['stytch', { user_id: 'user-1', status: 'frozen', emails: [{ email: 'a@example.com', verified: true }] }],
    ['cognito', { Username: 'a', UserStatus: 'FROZEN', Enabled: true, Attributes: [] }],
  ])('%s: the user comes suspended, and it is named', (preset, record) => {
    const user = read(preset, record)
    expect(user.isSuspended).toBe(true)
    expect(user.losses).toContainEqual(expect.objectContaining({ kind: 'unknown_state' }))
  })

  it('is asked about in documents of one’s own', () => {
    const user = read('mongoose', {
      _id: '507f1f77bcf86cd799439011',
      __v: 0,
      email: 'a@example.com',
      status: 'on hold',
    })
    expect(user.isSuspended).toBe(true)
    expect(user.warnings).toContainEqual(expect.objectContaining({ code: 'state_unknown' }))
  })
})

describe('documents of one’s own are judged as tables of one’s own', () => {
  const document = { _id: '507f1f77bcf86cd799439011', __v: 0, email: 'a@example.com', username: 'a' }

  it.each<[JsonObject, boolean]>([
    [{ account: { locked: true } }, true],
    [{ status: 'gesperrt' }, true],
    [{ banned_until: { $date: '2031-01-01T00:00:00Z' } }, true],
    [{ banned_until: { $date: '2021-01-01T00:00:00Z' } }, false],
    [{ login_disabled: 'yes' }, true],
    [{ subscription: { active: false } }, false],
    [{ status: 'online' }, false],
  ])('%j', (fields, isSuspended) => {
    expect(read('mongoose', { ...document, ...fields }).isSuspended).toBe(isSuspended)
  })

  it('does not trust an address that they say is not proved', () => {
    expect(read('mongoose', { ...document, verification_status: 'pending' }).emailVerified).toBe(false)
    expect(read('mongoose', { ...document, emailVerifiedAt: null }).emailVerified).toBe(false)
  })
})

describe('accounts that end', () => {
  const entry = {
    dn: 'uid=a,dc=example,dc=com',
    objectClass: ['inetOrgPerson'],
    uid: 'a',
    mail: 'a@example.com',
  }

  it.each<[string, JsonObject]>([
    ['ldap', { ...entry, shadowExpire: '18000' }],
    ['ldap', { ...entry, krbPrincipalExpiration: '20210101000000Z' }],
    ['ldap', { ...entry, sambaAcctFlags: '[DU         ]' }],
    ['ldap', { ...entry, inetUserStatus: 'inactive' }],
    ['ldap', { ...entry, gluuStatus: 'inactive' }],
    ['ldap', { ...entry, zimbraAccountStatus: 'closed' }],
    ['ldap', { ...entry, accountStatus: 'noaccess' }],
    ['fusionauth', { id: '1', active: true, email: 'a@example.com', expiry: 1_500_000_000_000 }],
    ['forgerock', { _id: '1', userName: 'a', accountStatus: 'active', inactiveDate: '2021-01-01T00:00:00Z' }],
    ['active-directory', { DistinguishedName: 'CN=a', SamAccountName: 'a', Enabled: 'Falsch' }],
    ['active-directory', { DistinguishedName: 'CN=a', SamAccountName: 'a', Enabled: 'gesperrt?' }],
  ])('%s: %j is suspended', (preset, record) => {
    expect(read(preset, record).isSuspended).toBe(true)
  })

  it.each<[string, JsonObject]>([
    ['ldap', { ...entry, shadowExpire: '-1' }],
    ['ldap', { ...entry, shadowExpire: '0' }],
    ['ldap', { ...entry, sambaAcctFlags: '[U          ]' }],
    ['fusionauth', { id: '1', active: true, email: 'a@example.com' }],
  ])('%s: %j is not', (preset, record) => {
    const user = read(preset, record)
    expect(user.isSuspended === true).toBe(false)
    expect(user.warnings ?? []).toEqual([])
  })

  it.each<[string, JsonObject]>([
    ['ldap', { ...entry, shadowExpire: '40000' }],
    ['fusionauth', { id: '1', active: true, email: 'a@example.com', expiry: 1_900_000_000_000 }],
  ])('%s: %j ends later, which is named', (preset, record) => {
    const user = read(preset, record)
    expect(user.isSuspended === true).toBe(false)
    expect(user.warnings).toContainEqual(expect.objectContaining({ code: 'account_ends' }))
  })
})

it('casdoor: who must change the password has an expired one, and faces are named', () => {
  const password = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
  const record = {
    owner: 'org',
    name: 'a',
    id: 'a',
    password,
    passwordType: 'bcrypt',
    needUpdatePassword: true,
  }
  const user = read('casdoor', { ...record, faceIds: [{ name: 'front', faceIdData: [0.1] }] })
  expect(user.isPasswordExpired).toBe(true)
  expect(user.losses).toContainEqual(expect.objectContaining({ kind: 'second_factor' }))
  expect(JSON.stringify(user.customData)).not.toContain('faceIdData')
})

it.each<[string, JsonObject]>([
  ['strapi', { id: 1, username: 'a', email: 'a@example.com', confirmed: null, blocked: false }],
  ['casdoor', { id: 'a', name: 'a', email: 'a@example.com', emailVerified: null }],
  ['nhost', { id: 'a', email: 'a@example.com', email_verified: '' }],
])('%s: no answer is no proof of an address', (preset, record) => {
  expect(read(preset, record).emailVerified).toBe(false)
})
