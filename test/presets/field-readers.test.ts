import { describe, expect, it } from 'vitest'
import { createUserRecord } from '../../src/presets/create-user-record.js'
import {
  accountState,
  loses,
  rolesNamed,
  storedPassword,
  totpKey,
  verifiedAt,
} from '../../src/presets/declare/field-readers.js'
import { placeField } from '../../src/presets/declare/place-field.js'
import type { FieldReader } from '../../src/presets/declare/preset-table.js'
import { skipWhenFilled, skipWhenOneOf, skipWhenTrue } from '../../src/presets/declare/skip-rules.js'
import { userRows } from '../../src/presets/declare/user-rows.js'
import type { JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const read = (reader: FieldReader, value: JsonValue) => {
  const user = createUserRecord()
  const isRead = reader(user, value, emptyContext, {})
  return { ...user, isRead, kinds: user.losses.map(({ kind }) => kind) }
}

describe('accountState', () => {
  const state = accountState(['active', 'PRE_ACTIVE'], ['blocked', 'ldap blocked'])
  it.each<[JsonValue, object]>([
    ['active', { isSuspended: false, kinds: [] }],
    [' Pre-Active ', { isSuspended: false, kinds: [] }],
    ['LDAP_BLOCKED', { isSuspended: true, kinds: [] }],
    ['on holiday', { isSuspended: true, kinds: ['unknown_state'], isRead: true }],
    [{ is: 'active' }, { isSuspended: true, kinds: ['field'], isRead: false }],
  ])('reads %j', (value, expected) => expect(read(state, value)).toMatchObject(expected))
})

describe('verifiedAt', () => {
  it.each<[JsonValue, boolean]>([
    ['2024-01-15T10:30:00Z', true],
    ['2024-01-15 10:30:00.123 UTC', true],
    [1705314600, true],
    [null, false],
    ['', false],
    ['\\N', false],
    ['0000-00-00 00:00:00', false],
  ])('%j is %j', (value, verified) => {
    expect(read(verifiedAt('emailVerified'), value)).toMatchObject({ emailVerified: verified })
  })
})

describe('loses', () => {
  it.each<[JsonValue, number]>([
    [true, 1],
    ['t', 1],
    [['key'], 1],
    [2, 1],
    [false, 0],
    [0, 0],
    ['no', 0],
    ['none', 0],
    ['[]', 0],
    [{}, 0],
  ])('%j are %j losses', (value, count) => {
    expect(read(loses('passkey', 'Made again.'), value).losses).toHaveLength(count)
  })
})

describe('rolesNamed', () => {
  it('takes the first name that there is', () => {
    const roles: JsonValue = [{ key: 'admin', name: 'Admin' }, { name: 'Editor' }, { key: 'admin' }]
    expect(read(rolesNamed('key', 'name'), roles)).toMatchObject({ roles: ['admin', 'Editor'], isRead: true })
    expect(read(rolesNamed('key'), [{ title: 'x' }])).toMatchObject({ roles: [], kinds: ['field'] })
    expect(read(rolesNamed('key'), ['admin'])).toMatchObject({ isRead: false })
  })
})

describe('placeField', () => {
  it.each<[Parameters<typeof placeField>[0], JsonValue, object]>([
    ['isSuspended', 'perhaps', { isSuspended: true, kinds: ['field'] }],
    ['emailVerified', 'perhaps', { emailVerified: false, kinds: ['field'] }],
    ['!emailVerified', 'perhaps', { emailVerified: false, kinds: ['field'] }],
    ['!isSuspended', 0, { isSuspended: true, kinds: [] }],
    ['id', { $oid: '5f' }, { id: '5f' }],
    ['migratedFrom.lastSignInAt', '0000-00-00 00:00:00', { kinds: [], migratedFrom: {} }],
    ['roles', ['a', { b: 1 }], { roles: ['a'], kinds: ['field'], isRead: false }],
  ])('%s: %j', (place, value, expected) => expect(read(placeField(place), value)).toMatchObject(expected))
})

describe('secrets', () => {
  it('converts a password and a key', () => {
    expect(read(storedPassword('ldap'), '{MD5}wt9B9fQP6w+KC/kIioUUmw==').passwordAlgorithm).toBe('MD5')
    expect(read(totpKey(), 'JBSWY3DPEHPK3PXP').mfa).toHaveLength(1)
    expect(read(totpKey('hex'), 'not hex').kinds).toEqual(['totp'])
  })
})

describe('skip rules', () => {
  it('hold for a yes, a word, a value', () => {
    expect(skipWhenTrue('bot', 'bot', '').when({ bot: 't' }, emptyContext)).toBe(true)
    expect(skipWhenTrue('bot', 'bot', '').when({ bot: 'f' }, emptyContext)).toBe(false)
    const gone = skipWhenOneOf('state', ['deleted'], 'deleted', '')
    expect(gone.when({ state: ' Deleted' }, emptyContext)).toBe(true)
    expect(gone.when({}, emptyContext)).toBe(false)
    const dated = skipWhenFilled('deleted_at', 'deleted', '')
    expect(dated.when({ deleted_at: 'NULL' }, emptyContext)).toBe(false)
    expect(dated.when({ deleted_at: '2024-01-15' }, emptyContext)).toBe(true)
  })
})

describe('userRows', () => {
  it('finds rows by the first id there is, and keeps only what is read', () => {
    const file = userRows('keys', 'Keys', ['userId', 'user_id'], ['name'])
    expect(file.keysOf({ user_id: 7 })).toEqual(['7'])
    expect(file.keysOf({ name: 'x' })).toEqual([])
    expect(file.reduce?.({ user_id: 7, name: 'x', token: 't' })).toEqual({ name: 'x' })
  })
})
