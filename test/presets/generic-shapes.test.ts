import { describe, expect, it } from 'vitest'
import { FieldUse } from '../../src/presets/field-use.js'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const read = (record: JsonObject, sample: JsonObject[] = [record]): UserRecord => {
  const user = generic.toUser(record, { ...emptyContext, sample })
  if (isSkip(user)) throw new Error('expected a user')
  return user
}

describe('a value of another shape costs its field', () => {
  it.each<[string, JsonValue]>([
    ['phone', {}],
    ['phone', []],
    ['phone', false],
    ['phone', 0],
    ['username', {}],
    ['email', false],
    ['email', []],
  ])('%s: %j is nothing', (column, value) => {
    const user = read({ id: '1', [column]: value })
    expect(user.problems ?? []).toEqual([])
    expect(user.warnings ?? []).toEqual([])
  })

  it.each<[string, JsonValue]>([
    ['phone', { kind: 'home' }],
    ['username', { first: 'a' }],
    ['email', { kind: 'work' }],
    ['email', [{ kind: 'work' }]],
  ])('%s: %j is named, and the record goes on', (column, value) => {
    const user = read({ id: '1', [column]: value })
    expect(user.problems ?? []).toEqual([])
    expect(user.warnings).toContainEqual(expect.objectContaining({ code: 'value_not_read' }))
  })

  it('an id of another shape still costs the record: nothing else tells people apart', () => {
    expect(read({ id: { a: 1 }, email: 'a@example.com' }).problems).toHaveLength(1)
  })
})

describe('phones with the calling code in a column of its own', () => {
  it.each([
    ['+49', '0170 1234567', '+49 0170 1234567'],
    ['49', '1701234567', '+49 1701234567'],
    ['0049', '(0170) 1234567', '+49 (0170) 1234567'],
    ['+1', '+44 20 7946 0018', '+44 20 7946 0018'],
    // It may have the code already, or not.
    ['49', '491701234567', '491701234567'],
    ['DE', '0170 1234567', '0170 1234567'],
  ])('%s and %s is %s', (code, phone, joined) => {
    const user = read({ id: '1', phone_country_code: code, phone })
    expect(user.primaryPhone).toBe(joined)
    if (joined === phone) expect(user.customData).toHaveProperty('phone_country_code', code)
  })
})

describe('second factors by what their columns are called', () => {
  it.each([
    ['mfa_type', 'sms', 'second_factor'],
    ['sms_2fa', '1', 'second_factor'],
    ['authenticator_enabled', 'yes', 'totp'],
    ['fido2_keys', '2', 'passkey'],
    ['security_key_count', '1', 'passkey'],
    ['two_factor_method', 'totp', 'totp'],
  ])('%s: %s is a loss of %s', (column, value, kind) => {
    expect(read({ id: '1', [column]: value }).losses).toContainEqual(expect.objectContaining({ kind }))
  })

  it.each(['mfa_required', 'sms_enabled', 'mfa_policy', 'email_verification_code'])(
    '%s is none',
    (column) => {
      expect(
        read({ id: '1', [column]: 'yes' }).losses.filter(({ kind }) => /factor|totp|passkey/.test(kind)),
      ).toEqual([])
    },
  )
})

it.each([
  ["[{'name': 'admin'}, {'name': 'editor'}]", ['admin', 'editor']],
  ["[{'role': 'admin', 'active': True, 'until': None}]", ['admin']],
  ["['admin', 'editor']", ['admin', 'editor']],
])('reads the list %s as Python prints it', (roles, names) => {
  expect(read({ id: '1', roles }).roles).toEqual(names)
})

describe('states in further clothing', () => {
  it.each([
    ['STATUS', 'USER_STATUS_DISABLED'],
    ['status', 'ACCOUNT_LOCKED'],
    ['zablokován', 'ano'],
    ['aktivní', 'ne'],
    ['letiltva', 'igen'],
    ['avstängd', 'ja'],
    ['видалено заблокований', 'так'],
    ['Konto gesperrt', 'X'],
  ])('%s: %s is suspended', (column, value) => {
    expect(read({ id: '1', email: 'a@example.com', [column]: value }).isSuspended === true).toBe(
      column !== 'видалено заблокований',
    )
  })

  it.each([
    ['is_del', '1'],
    ['del_flag', 'true'],
    ['smazáno', 'ano'],
  ])('%s: %s is left out', (column, value) => {
    const record = { id: '1', email: 'a@example.com', [column]: value }
    expect(isSkip(generic.toUser(record, { ...emptyContext, sample: [record] }))).toBe(true)
  })

  it('asks about a tick that is not there, where others have one', () => {
    const sample = [
      { id: '1', email: 'a@example.com', 'Konto aktiv': 'x' },
      { id: '2', email: 'b@example.com', 'Konto aktiv': '' },
    ]
    expect(read(sample[0]!, sample).isSuspended).toBe(false)
    expect(read(sample[1]!, sample).isSuspended).toBe(true)
  })

  it.each(['ban_reason', 'lock_note', 'blocked_by', 'employment_status'])(
    '%s is named as deciding nothing',
    (column) => {
      const fieldUse = new FieldUse()
      const record = { id: '1', email: 'a@example.com', [column]: 'x' }
      generic.toUser(record, { ...emptyContext, fieldUse, sample: [record] })
      expect(fieldUse.report()).toContainEqual(expect.objectContaining({ column, fate: 'undecided' }))
    },
  )
})

describe('a moment as programs write it', () => {
  it.each([
    ['1971-01-01T00:00:00.000Z', '1971-01-01T00:00:00.000Z'],
    ['2024-02-28T23:59:59.999Z', '2024-02-28T23:59:59.999Z'],
    ['2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    [' 2024-02-28T23:59:59.999Z', '2024-02-28T23:59:59.999Z'],
    // Never, in the languages of systems.
    ['1970-01-01T00:00:00.000Z', undefined],
    ['1900-01-01T00:00:00.000Z', undefined],
    ['1601-01-01T00:00:00.000Z', undefined],
    ['0001-01-01T00:00:00.000Z', undefined],
  ])('%s is %s', (written, expected) => {
    const user = read({ id: '1', email: 'ada@example.com', created_at: written, last_login: written })
    expect([user.migratedFrom.createdAt, user.migratedFrom.lastSignInAt]).toEqual([expected, expected])
    expect(user.warnings ?? []).toEqual([])
  })

  it.each(['2024-02-30T00:00:00.000Z', '2024-13-01T00:00:00.000Z', '9999-99-99T99:99:99.999Z'])(
    '%s is none, and kept as text',
    (written) => {
      const user = read({ id: '1', email: 'ada@example.com', created_at: written })
      expect([user.migratedFrom.createdAt, user.customData]).toEqual([undefined, { created_at: written }])
    },
  )
})
