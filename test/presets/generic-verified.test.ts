import { describe, expect, it } from 'vitest'
import { FieldUse } from '../../src/presets/field-use.js'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const readAll = (records: JsonObject[]): UserRecord[] =>
  records.map((record) => {
    const user = generic.toUser(record, { ...emptyContext, sample: records })
    if (isSkip(user)) throw new Error('expected a user')
    return user
  })

describe('proofs of addresses', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['email_status', 'VERIFIED', 'UNVERIFIED'],
    ['email_verification_status', 'verified', 'pending'],
    ['verification_status', 'confirmed', 'not confirmed'],
    ['isMailConfirmed', true, false],
    ['email_is_validated', '1', '0'],
    ['E-Mail bestätigt', 'ja', 'nein'],
    ['bestätigt am', '2024-01-01', ''],
    ['courriel vérifié', 'VRAI', 'FAUX'],
    ['verificado', 'sí', 'no'],
    ['email_verificado_em', '2024-01-01', ''],
    ['Email verificata', 'Sì', 'No'],
    ['e-mail bevestigd', 'ja', 'nee'],
    ['email potwierdzony', 'tak', 'nie'],
    ['почта подтверждена', 'да', 'нет'],
    ['e-posta doğrulandı', 'evet', 'hayır'],
    ['邮箱验证', '已验证', '未验证'],
    ['メール認証', '認証済み', '未認証'],
    ['이메일 인증', '인증됨', '미인증'],
    ['emailVerification', true, false],
    ['email_unverified', 'false', 'true'],
    ['confirmed_at', '2024-01-01T00:00:00Z', null],
  ])('%s: %j is a proof, %j is none', (column, yes, no) => {
    const users = readAll([
      { email: 'a@example.com', [column]: yes },
      { email: 'b@example.com', [column]: no },
    ])
    expect(users.map(({ emailVerified }) => emailVerified)).toEqual([true, false])
  })

  it.each([
    ['phone_verification_status', 'VERIFIED', 'PENDING'],
    ['mobile_confirmed', 'yes', 'no'],
    ['Handynummer verifiziert', 'ja', 'nein'],
    ['手机验证', '是', '否'],
    ['confirmed_at', '2024-01-01', ''],
  ])('%s beside a phone number alone: %j, %j', (column, yes, no) => {
    const users = readAll([
      { phone: '+14155550101', [column]: yes },
      { phone: '+14155550102', [column]: no },
    ])
    expect(users.map(({ phoneVerified }) => phoneVerified)).toEqual([true, false])
  })

  it.each([
    'opt_in',
    'subscribed',
    'newsletter_confirmed',
    'age_verified',
    'confirmation_sent_at',
    'kyc_verified',
  ])('%s is none', (column) => {
    const [user] = readAll([{ email: 'a@example.com', [column]: 'no' }])
    expect(user).toMatchObject({ customData: { [column]: 'no' } })
    expect(user).not.toHaveProperty('emailVerified', false)
  })

  it('does not take letters that came back for a proof, and names the column', () => {
    const fieldUse = new FieldUse()
    const sample = [
      { email: 'a@example.com', email_status: 'bounced' },
      { email: 'b@example.com', email_status: 'subscribed' },
    ]
    for (const record of sample) generic.toUser(record, { ...emptyContext, fieldUse, sample })
    expect(fieldUse.report()).toContainEqual(
      expect.objectContaining({ column: 'email_status', fate: 'undecided', filled: 2 }),
    )
  })

  it.each<[JsonObject, boolean | undefined]>([
    [{ email: { address: 'a@example.com', verified: false } }, false],
    [{ email: { value: 'a@example.com', verifiedAt: null } }, false],
    [{ email: '{"address":"a@example.com","confirmed":true}' }, true],
    [{ email: { email: 'a@example.com', verification: { status: 'unverified' } } }, false],
    [{ email: 'a@example.com', emails: [{ address: 'A@example.com', verified: false }] }, false],
    [{ emails: [{ value: 'a@example.com', status: 'VERIFIED' }] }, true],
    [{ emails: [{ value: 'a@example.com', isConfirmed: 'no' }] }, false],
    [{ emails: ['a@example.com'] }, undefined],
  ])('%j: %s', (record, emailVerified) => {
    const [user] = readAll([record])
    expect(user?.primaryEmail).toBe('a@example.com')
    expect(user?.emailVerified).toBe(emailVerified)
  })

  it('keeps the other addresses of a list in the column of the one', () => {
    const [user] = readAll([
      {
        email: ['a@example.com', 'b@example.com'],
        phone: [{ number: '+14155550101', type: 'primary', verified: false }],
      },
    ])
    expect(user).toMatchObject({
      primaryEmail: 'a@example.com',
      customData: { otherEmails: [{ value: 'b@example.com' }] },
      primaryPhone: '+14155550101',
      phoneVerified: false,
    })
  })
})

it('nests no name with a blank beside its dot', () => {
  expect(
    readAll([{ email: 'a@example.com', 'Tel. home': '1', 'address.city': 'Rome' }])[0]?.customData,
  ).toEqual({
    'Tel. home': '1',
    address: { city: 'Rome' },
  })
})

it('reads None as nothing where pandas wrote the table', () => {
  const [user] = readAll([{ id: '1', email: 'a@example.com', phone: 'nan', name: 'None' }])
  expect(user?.name).toBeUndefined()
})

it('of several addresses, the main one is taken unless it is not proved and another is', () => {
  const users = readAll([
    {
      emails: [
        { value: 'a@example.com', verified: false, primary: true },
        { value: 'b@example.com', verified: true },
      ],
    },
    { emails: [{ value: 'c@example.com' }, { value: 'd@example.com', primary: true }] },
    {
      emails: [
        { value: 'e@example.com', verified: true },
        { value: 'f@example.com', verified: true, primary: true },
      ],
    },
    {
      phones: [
        { number: '+14155550100', verified: false },
        { number: '+14155550101', verified: false, primary: true },
      ],
    },
  ])
  expect(users.map(({ primaryEmail, primaryPhone }) => primaryEmail ?? primaryPhone)).toEqual([
    'b@example.com',
    'd@example.com',
    'f@example.com',
    '+14155550101',
  ])
  expect(users.map(({ emailVerified, phoneVerified }) => emailVerified ?? phoneVerified)).toEqual([
    true,
    undefined,
    true,
    false,
  ])
})

describe('a proof beside an e-mail address and a phone number', () => {
  const both = { email: 'a@example.com', phone: '+14155550101' }

  it.each<[JsonObject, boolean | undefined, boolean | undefined]>([
    [{ ...both, verified: true }, true, undefined],
    [{ ...both, verified: false }, false, false],
    [{ ...both, is_confirmed: '0', phone_verified: '1' }, false, true],
    [{ ...both, email_verified: true, verified: 'no' }, true, false],
    [{ ...both, verified_at: null }, false, false],
    [{ ...both, unverified: true }, false, false],
    [{ ...both, verification_status: 'pending' }, false, false],
    [{ ...both, email: '', verified: false }, undefined, false],
    [{ ...both, email: '', verified: true }, undefined, true],
    [{ ...both, phone: '', verified: false }, false, undefined],
  ])('%j: %s, %s', (record, emailVerified, phoneVerified) => {
    const [user] = readAll([record])
    expect([user?.emailVerified, user?.phoneVerified]).toEqual([emailVerified, phoneVerified])
  })

  it('says so, once for a record that has both and no flag of its own for the phone number', () => {
    const users = readAll([
      { ...both, verified: true },
      { ...both, phone: null, verified: true },
    ])
    expect(users.map(({ warnings }) => warnings?.map(({ code }) => code))).toEqual([
      ['proof_unclear'],
      undefined,
    ])
  })
})

describe('a column of usernames that holds addresses', () => {
  it.each<[JsonObject, Partial<UserRecord>]>([
    [{ login: 'a@example.com' }, { primaryEmail: 'a@example.com', emailVerified: undefined }],
    [
      { login: 'a@example.com', verified: false },
      { primaryEmail: 'a@example.com', emailVerified: false },
    ],
    [
      { user_login: 'a@example.com', email_verified_at: '' },
      { emailVerified: false, username: undefined },
    ],
    [
      { username: 'a@example.com', email: '' },
      { primaryEmail: 'a@example.com', emailVerified: undefined },
    ],
    [{ login: 'A@Example.com', email: 'a@example.com' }, { primaryEmail: 'a@example.com' }],
  ])('%j', (record, user) => {
    expect(readAll([record, record])[0]).toMatchObject(user)
  })

  it('keeps the names in it, and trusts no address among names', () => {
    const logins = (...texts: string[]) => readAll(texts.map((login, index) => ({ id: `${index}`, login })))
    expect(logins('a@example.com', 'b@example.com', 'admin')[2]).toMatchObject({ username: 'admin' })
    expect(logins('ada', 'grace', 'b@example.com')[2]).toMatchObject({
      primaryEmail: 'b@example.com',
      emailVerified: false,
    })
  })
})
