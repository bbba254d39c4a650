import { describe, expect, it } from 'vitest'
import { FieldUse } from '../../src/presets/field-use.js'
import { guessIdentifiers } from '../../src/presets/generic/columns/guess-identifiers.js'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const readAll = (sample: JsonObject[]): (UserRecord | string)[] =>
  sample.map((record) => {
    const user = generic.toUser(record, { ...emptyContext, sample })
    return isSkip(user) ? user.skip : user
  })

const readOne = (record: JsonObject): UserRecord | string => readAll([record])[0]!

describe('a social account in two columns', () => {
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ provider: 'google', provider_id: '103547' }, { google: { userId: '103547' } }, {}],
    [{ auth_provider: 'GitHub', provider_user_id: 583231 }, { github: { userId: '583231' } }, {}],
    [{ id: '1', provider: 'facebook', uid: '1015' }, { facebook: { userId: '1015' } }, {}],
    [{ oauth_provider: 'google_oauth2', oauth_uid: '' }, {}, { oauth_provider: 'google_oauth2' }],
    [{ provider: 'local', provider_id: '7' }, {}, { provider: 'local', provider_id: '7' }],
    [{ provider: 'google' }, {}, { provider: 'google' }],
    [{ provider_id: '7' }, {}, { provider_id: '7' }],
  ])('%j', (record, identities, customData) => {
    expect(readOne({ email: 'a@example.com', ...record })).toMatchObject({ identities, customData })
  })

  it('keeps one that no connector takes, and counts it', () => {
    expect(readOne({ email: 'a@example.com', provider: 'corp-saml', provider_id: '7' })).toMatchObject({
      identities: {},
      losses: [{ kind: 'social_identity' }],
      customData: { unlinkedIdentities: [{ provider: 'corp-saml', userId: '7' }] },
    })
  })

  it.each(['socialLogins', 'linked_accounts', 'oauth_accounts'])('%s lists some', (column) => {
    const entries: JsonObject[] = [
      { provider: 'google', id: '103547' },
      { type: 'github', externalId: '583231' },
    ]
    expect(readOne({ email: 'a@example.com', [column]: entries })).toMatchObject({
      identities: { google: { userId: '103547' }, github: { userId: '583231' } },
    })
  })
})

describe('the person inside an object', () => {
  it.each<[JsonObject, JsonObject]>([
    [{ contact: { email: 'a@example.com', fax: '1' } }, { customData: { contact: { fax: '1' } } }],
    [{ profile: { email: 'a@example.com', first_name: 'Ada' } }, { profile: { givenName: 'Ada' } }],
    [{ personalInfo: { firstName: 'Ada', email: 'a@example.com' } }, { profile: { givenName: 'Ada' } }],
    [{ data: { email: 'a@example.com', name: 'Ada' } }, { name: 'Ada', customData: {} }],
    [{ credentials: { email: 'a@example.com' } }, { customData: {} }],
    [{ Kontakt: '{"E-Mail":"a@example.com"}' }, { customData: {} }],
    [
      { email: 'a@example.com', contact: { email: 'b@example.com' } },
      { customData: { contact: { email: 'b@example.com' } } },
    ],
  ])('%j', (record, user) => {
    expect(readOne({ id: '1', ...record })).toMatchObject({ primaryEmail: 'a@example.com', ...user })
  })

  it.each(['manager', 'emergency_contact', 'company', 'parent'])('is nobody in %s', (column) => {
    const user = readOne({ id: '1', username: 'ada', [column]: { email: 'b@example.com' } })
    expect(user).toMatchObject({
      primaryEmail: undefined,
      customData: { [column]: { email: 'b@example.com' } },
    })
  })

  it('is told where it was read, and asks for no guess', () => {
    const fieldUse = new FieldUse()
    const sample = [{ id: '1', contact: { email: 'a@example.com' } }]
    for (const record of sample) generic.toUser(record, { ...emptyContext, fieldUse, sample })
    expect(fieldUse.report()).toContainEqual(
      expect.objectContaining({ column: 'contact.email', fate: 'used', goesTo: 'primaryEmail', filled: 1 }),
    )
    expect(guessIdentifiers(sample, {})).toBeUndefined()
  })
})

describe('letters for yes and no', () => {
  const table = (active: string[], verified: string[]) =>
    readAll(
      active.map((actif, at) => ({ email: `${at}@example.com`, actif, email_valide: verified[at] ?? '' })),
    )

  it('are those of a column beside that holds both', () => {
    expect(table(['O', 'O'], ['O', 'N'])).toMatchObject([{ emailVerified: true }, { emailVerified: false }])
    expect(table(['O', 'O'], ['O', 'N'])[0]).not.toMatchObject({ isSuspended: true })
  })

  it('stay a question where no column holds both, or two columns disagree', () => {
    expect(table(['O', 'O'], ['O', 'O'])[0]).toMatchObject({ isSuspended: true })
    expect(
      readAll([
        { id: '1', actif: 'S', a: 'O', b: 'S' },
        { id: '2', actif: 'S', a: 'N', b: 'N' },
      ])[0],
    ).toMatchObject({
      isSuspended: true,
    })
  })
})

describe('words with more behind them', () => {
  it.each<[string, boolean | string]>([
    ['OPEN', false],
    ['LOCKED(TIMED)', true],
    ['EXPIRED & LOCKED', true],
    ['Disabled (by admin)', true],
    ['Inactive - left the company', true],
    ['Active (trial)', false],
    ['Active - suspended', true],
    ['Active, deleted', 'deleted'],
  ])('account_status %s: %s', (text, expected) => {
    const user = readAll([
      { id: '1', account_status: text },
      { id: '2', account_status: 'suspended' },
    ])[0]!
    expect(typeof user === 'string' ? user : user.isSuspended === true).toBe(expected)
  })
})

describe('the number of a person', () => {
  it.each(['id_customer', 'patient_no', 'Player ID', 'client-number', 'idcliente'])('%s', (column) => {
    const users = readAll([
      { email: 'a@example.com', [column]: '7' },
      { email: 'b@example.com', [column]: '8' },
    ])
    expect(users).toMatchObject([{ id: '7' }, { id: '8' }])
  })

  it('is none that several have', () => {
    const users = readAll([
      { email: 'a@example.com', agent_id: '7' },
      { email: 'b@example.com', agent_id: '7' },
    ])
    expect(users[0]).toMatchObject({ customData: { agent_id: '7' } })
    expect(users[0]).not.toHaveProperty('id', '7')
  })
})

it.each<[string, JsonValue]>([
  ['createdAt', { _seconds: 1_577_836_800, _nanoseconds: 0 }],
  ['created_at', { seconds: 1_577_836_800, nanoseconds: 5 }],
  ['Inschrijfdatum', '2020-01-01'],
  ['Mitglied seit', '2020-01-01'],
])('%s: %j is when somebody came', (column, value) => {
  expect(readOne({ email: 'a@example.com', [column]: value })).toMatchObject({
    migratedFrom: { createdAt: '2020-01-01T00:00:00.000Z' },
  })
})

it.each<[string, string, string]>([
  ['verification', 'Verified', 'Not verified'],
  ['E-posta Onaylı', 'Evet', 'Hayır'],
])('%s: %s is a proof, %s is none', (column, yes, no) => {
  const users = readAll([
    { email: 'a@example.com', [column]: yes },
    { email: 'b@example.com', [column]: no },
  ])
  expect(users).toMatchObject([{ emailVerified: true }, { emailVerified: false }])
})

it('names the factors that an object lists', () => {
  expect(readOne({ email: 'a@example.com', mfa: { enabled: true, methods: ['totp'] } })).toMatchObject({
    losses: [{ kind: 'totp' }],
  })
})

describe('what a table puts in front of all names', () => {
  it.each<JsonObject>([
    { usr_id: '7', usr_email: 'a@example.com', usr_active: '0' },
    { cust_id: '7', cust_email: 'a@example.com', cust_active: 'no', plan: 'x' },
    { sEmail: 'a@example.com', nUserID: '7', bActive: 'False', dtCreated: '2020-01-01' },
    { uid: '7', umail: 'a@example.com', uactive: '0', ulevel: '9', upass: '' },
    { 'Member ID': '7', 'Member E-mail': 'a@example.com', 'Member Active': 'no' },
  ])('%j', (record) => {
    expect(readOne(record)).toMatchObject({ id: '7', primaryEmail: 'a@example.com', isSuspended: true })
  })

  it.each<JsonObject>([
    { username: 'ada', email_open: '1', email_name: 'a@example.com', email_list: 'b@example.com' },
    { username: 'ada', parent_name: 'Eve', parent_email: 'b@example.com', parent_phone: '+14155550101' },
    { username: 'ada', billing_email: 'b@example.com', billing_name: 'Eve', billing_phone: '1' },
  ])('is no beginning that says what it is about: %j', (record) => {
    expect(readOne(record)).toMatchObject({ username: 'ada', primaryEmail: undefined, name: undefined })
  })
})

it.each<[string, string, JsonObject]>([
  ['FIRST_NM', 'Ada', { profile: { givenName: 'Ada' } }],
  ['LOGIN_NM', 'ada', { username: 'ada' }],
  ['STATUS_CD', 'LOCKED', { isSuspended: true }],
  ['School Email', 'a@example.com', { primaryEmail: 'a@example.com' }],
  ['企业邮箱', 'a@example.com', { primaryEmail: 'a@example.com' }],
  ['Code client', 'C1', { id: 'C1' }],
  ['ID pracownika', '7', { id: '7' }],
  ['Cognome e Nome', 'Lovelace Ada', { name: 'Lovelace Ada' }],
  ['고객명', 'Ada', { name: 'Ada' }],
  ['День рождения', '1985-12-24', { profile: { birthdate: '1985-12-24' } }],
  ['在籍状況', '退職', { isSuspended: true }],
  ['メール認証', '未', { emailVerified: false }],
  ['이메일 인증', '완료', { emailVerified: true }],
  ['Durumu', 'Devre dışı', { isSuspended: true }],
  ['Клиент ID', '7', { id: '7' }],
  ['Registriert', '2024-01-01', { migratedFrom: { createdAt: '2024-01-01T00:00:00.000Z' } }],
  ['Active/Inactive', 'Inactive', { isSuspended: true }],
  ['Dernier accès', '2024-01-01', { migratedFrom: { lastSignInAt: '2024-01-01T00:00:00.000Z' } }],
  ['блокировка', '1', { isSuspended: true }],
  ['利用状況', '利用停止', { isSuspended: true }],
  ['會員編號', '7', { id: '7' }],
  ['註冊日期', '2024-01-01', { migratedFrom: { createdAt: '2024-01-01T00:00:00.000Z' } }],
  ['帳號狀態', '停權', { isSuspended: true }],
  ['회원상태', '정지회원', { isSuspended: true }],
  ['登录账号', 'ada', { username: 'ada' }],
  ['GSM', '+905321234567', { primaryPhone: '+905321234567' }],
  ['Attendee Email', 'a@example.com', { primaryEmail: 'a@example.com' }],
  ['Attendee Name', 'Ada', { name: 'Ada' }],
  ['patient_dob', '1985-12-24', { profile: { birthdate: '1985-12-24' } }],
  ['emailCliente', 'a@example.com', { primaryEmail: 'a@example.com' }],
  ['nombreUsuario', 'ada', { username: 'ada' }],
  ['emailBestaetigt', 'nein', { emailVerified: false }],
  ['ロック', '1', { isSuspended: true }],
  ['是否黑名单', '是', { isSuspended: true }],
  ['顧客コード', 'C1', { id: 'C1' }],
  ['사용자ID', '7', { id: '7' }],
  ['lastonline', '1704067200000', { migratedFrom: { lastSignInAt: '2024-01-01T00:00:00.000Z' } }],
])('%s: %s', (column, value, user) => {
  expect(readOne({ [column]: value })).toMatchObject(user)
})

it.each(['customer_group', 'partner_email', 'agent_name', 'user_agent', 'employee_count'])(
  '%s is nothing of the person',
  (column) => {
    expect(readOne({ username: 'ada', [column]: 'b@example.com' })).toMatchObject({
      primaryEmail: undefined,
      name: undefined,
      customData: { [column]: 'b@example.com' },
    })
  },
)

describe('a column of words for states', () => {
  const fateOf = (column: string) => {
    const fieldUse = new FieldUse()
    const sample = ['active', 'locked'].map((state, at) => ({ email: `${at}@example.com`, [column]: state }))
    const users = sample.map((record) => generic.toUser(record, { ...emptyContext, fieldUse, sample }))
    const [, locked] = users
    const isSuspended = locked !== undefined && !isSkip(locked) && locked.isSuspended === true
    return [isSuspended, fieldUse.report().find((use) => use.column === column)?.fate]
  }

  it.each(['Portalzugang', 'website access', 'acceso web'])(
    '%s decides, since it speaks of coming in',
    (column) => {
      expect(fateOf(column)).toEqual([true, 'used'])
    },
  )

  it.each(['Abo', 'billing_account', 'card', 'Foo'])('%s decides nothing, and is named', (column) => {
    expect(fateOf(column)).toEqual([false, 'undecided'])
  })
})

describe('a name that a column and an object both tell', () => {
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ forename: 'Ann', name: { first: 'Anna' } }, { givenName: 'Anna' }, { profile: { givenName: 'Ann' } }],
    [{ name: { first: 'Anna' }, forename: 'Ann' }, { givenName: 'Ann' }, { profile: { givenName: 'Anna' } }],
    [{ forename: 'Ann', name: { first: 'Ann' } }, { givenName: 'Ann' }, {}],
    [{ name: { full: 'Ann Lee', display: 'Ann' } }, {}, { name: { display: 'Ann' } }],
  ])('of %j nothing vanishes', (record, profile, customData) => {
    const user = readOne({ email: 'a@example.com', ...record })
    expect(user).toMatchObject({ profile, customData })
    expect(typeof user === 'string' ? undefined : user.customData).toEqual(customData)
  })
})
