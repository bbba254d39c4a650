import { expect, it } from 'vitest'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const read = (record: JsonObject): UserRecord => {
  const user = generic.toUser(record, { ...emptyContext, nowMs: Date.parse('2026-01-01'), sample: [record] })
  if (isSkip(user)) throw new Error('expected a user')
  return user
}

it.each([
  'E-mail aziendale',
  'email_addr',
  'Work Email',
  'E-Mail (privat)',
  'adresse mail pro',
  'correo del trabajo',
  'e-mail zakelijk',
  '会社メール',
])('%s is an e-mail address', (column) => {
  expect(read({ [column]: 'a@example.com' }).primaryEmail).toBe('a@example.com')
})

it.each(['phone_mobile', 'Handy privat', 'mobile_tel', 'cellulare aziendale', 'téléphone portable pro'])(
  '%s is a phone number',
  (column) => {
    expect(read({ [column]: '+49 170 1234567' }).primaryPhone).toBe('+49 170 1234567')
  },
)

it.each([
  ['manager_email', 'a@example.com'],
  ['emergency_mobile', '+49 170 1234567'],
  ['email_private', 'yes'],
  ['email_template', 'a@example.com'],
  ['cep', '01000-000'],
  ['home_phone', '+49 30 1234567'],
])('%s: %s is not the address of the person', (column, value) => {
  expect(read({ [column]: value })).toMatchObject({ customData: { [column]: value } })
})

it.each([
  'date_added',
  'CREATE_DT',
  'registered_ts',
  'Anlage Datum',
  'data di iscrizione',
  'fecha_alta',
  'дата добавления',
])('%s is when the account was made', (column) => {
  const user = read({ email: 'a@example.com', [column]: '2020-01-31' })
  expect(user.migratedFrom.createdAt).toBe('2020-01-31T00:00:00.000Z')
})

it.each([
  'last_logged_in_at',
  'lastLoginTimestamp',
  'dernière connexion le',
  'letzter Login am',
  '最終ログイン時間',
  'Dernière activité',
  'Laatst gezien',
  'ostatnia wizyta',
  'Последнее посещение',
  '上次登录时间',
  '최종접속일',
  'último ingreso',
  'Letzter Besuch',
])('%s is when it was last used', (column) => {
  expect(read({ email: 'a@example.com', [column]: '2020-01-31' }).migratedFrom.lastSignInAt).toBe(
    '2020-01-31T00:00:00.000Z',
  )
})

it.each(['Beitrittsdatum', 'data di adesione', 'Datum inschrijving', '加入时间', '追加日', 'Kunde seit'])(
  '%s is when it began',
  (column) => {
    expect(read({ email: 'a@example.com', [column]: '2020-01-31' }).migratedFrom.createdAt).toBe(
      '2020-01-31T00:00:00.000Z',
    )
  },
)

it.each([
  ['删除标记', '1'],
  ['削除区分', '1'],
  ['Löschkennzeichen', 'ja'],
  ['deletion flag', '1'],
  ['deleted_marker', 'Y'],
])('%s: %s leaves somebody out', (column, value) => {
  const record = { email: 'a@example.com', [column]: value }
  expect(generic.toUser(record, { ...emptyContext, sample: [record] })).toMatchObject({ skip: 'deleted' })
})

it.each(['status_name', 'Status Description', 'Mitgliedsstatus', 'Kundenstatus'])(
  '%s is a state',
  (column) => {
    expect(read({ email: 'a@example.com', [column]: 'suspended' }).isSuspended).toBe(true)
  },
)

it.each(['created_by', 'registration_ip', 'join_table', 'login_count', 'date'])('%s is neither', (column) => {
  const user = read({ email: 'a@example.com', [column]: '2020-01-31' })
  expect(user.customData).toHaveProperty([column])
})

it.each([
  ['employee_id', '17'],
  ['Personalnummer', '0017'],
  ['顧客ID', 'K7'],
  ['matricola', '10'],
])('%s tells people apart', (column, id) => {
  expect(read({ email: 'a@example.com', [column]: id }).id).toBe(id)
})

it.each(['ENABLED_YN', 'active_flg', 'is_enabled_ind'])('%s is a flag', (column) => {
  expect(read({ email: 'a@example.com', [column]: 'N' }).isSuspended).toBe(true)
})

it.each([
  ['Konto aktiv bis', '31.12.2099', 'account_ends'],
  ['account_expires', '03/04/2031', 'account_ends'],
])('%s: %s is named', (column, value, code) => {
  expect(read({ email: 'a@example.com', [column]: value }).warnings).toContainEqual(
    expect.objectContaining({ code }),
  )
})
