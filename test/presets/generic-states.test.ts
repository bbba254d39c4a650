import { describe, expect, it } from 'vitest'
import { FieldUse } from '../../src/presets/field-use.js'
import { generic } from '../../src/presets/generic/generic.js'
import type { PresetContext } from '../../src/presets/preset.js'
import { isSkip } from '../../src/presets/preset.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const nowMs = Date.parse('2026-01-01T00:00:00Z')

/** What becomes of each record: `asked` comes suspended, and `check` names the value. */
const statesOf = (records: JsonObject[], more: Partial<PresetContext> = {}): string[] => {
  const context = { ...emptyContext, nowMs, sample: records, ...more }
  return records.map((record) => {
    const user = generic.toUser(record, context)
    if (isSkip(user)) return 'left out'
    if (user.warnings?.some(({ code }) => code === 'state_unknown') === true) return 'asked'
    if (user.warnings?.some(({ code }) => code === 'account_ends') === true) return 'ends'
    return user.isSuspended === true ? 'suspended' : 'active'
  })
}

const columnOf = (column: string, values: readonly JsonValue[]): JsonObject[] =>
  values.map((value, at) => ({ id: String(at), email: `a${at}@example.com`, [column]: value }))

describe('flags', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['is_active', 't', 'f'],
    ['active', '1.0', '0.0'],
    ['aktiv', 'ja', 'nein'],
    ['aktiv', 'J', 'N'],
    ['actif', 'VRAI', 'FAUX'],
    ['actif', 'O', 'N'],
    ['compte actif', 'oui', 'non'],
    ['activo', 'Sí', 'No'],
    ['cuenta activa', 'S', 'N'],
    ['ativo', 'Sim', 'Não'],
    ['attivo', 'vero', 'falso'],
    ['actief', 'ja', 'nee'],
    ['aktywny', 'tak', 'nie'],
    ['czy_aktywny', 'T', 'N'],
    ['активен', 'да', 'нет'],
    ['hesap aktif mi', 'Evet', 'Hayır'],
    ['是否启用', '是', '否'],
    ['有効フラグ', 'はい', 'いいえ'],
    ['계정 활성 여부', '예', '아니오'],
    ['enabled', "b'1'", "b'0'"],
    ['enabled', '\u0001', '\u0000'],
    ['enabled', { type: 'Buffer', data: [1] }, { type: 'Buffer', data: [0] }],
    ['is_enabled', 'ENABLED', 'DISABLED'],
    ['Anmeldung erlaubt', 'ja', 'nein'],
    ['IsApproved', 'True', 'False'],
  ])('%s: %j is active, %j is not', (column, yes, no) => {
    expect(statesOf(columnOf(column, [yes, no]))).toEqual(['active', 'suspended'])
  })

  it.each<[string, JsonValue, JsonValue]>([
    ['Zugang gesperrt', 'ja', 'nein'],
    ['Konto gesperrt', 'x', 'nein'],
    ['compte bloqué', 'oui', 'non'],
    ['cuenta bloqueada', 'sí', 'no'],
    ['conta_bloqueada', 'sim', 'não'],
    ['account bloccato', 'sì', 'no'],
    ['geblokkeerd', 'ja', 'nee'],
    ['konto zablokowane', 'tak', 'nie'],
    ['заблокирован', 'да', 'нет'],
    ['bloqueado_em', '2024-02-01 10:00:00', ''],
    ['Sperrdatum', '2024-02-01', ''],
    ['fecha_baja', '2024-02-01', ''],
    ['lock_date', '2024-02-01', '0000-00-00'],
    ['is_not_active', 'yes', 'no'],
    ['Zugang nicht erlaubt', 'ja', 'nein'],
    ['account_non_locked', 'false', 'true'],
  ])('%s: %j blocks, %j does not', (column, yes, no) => {
    const [first, second] = statesOf(columnOf(column, [yes, no]))
    expect(first).toBe(yes === 'x' ? 'asked' : 'suspended')
    expect(second).toBe('active')
  })

  it.each([
    ['gelöscht am', '2024-02-01'],
    ['excluido_em', '2024-02-01'],
    ['data de exclusão', '2024-02-01'],
    ['supprimé le', '2024-02-01'],
    ['verwijderd_op', '2024-02-01'],
    ['удалён', 'да'],
    ['退会日', '2024-02-01'],
    ['删除时间', '2024-02-01 10:00:00'],
    ['아이디 탈퇴일', '2024-02-01'],
    ['data_usuniecia', '2024-02-01'],
  ])('%s: %j is deleted, and nothing is not', (column, value) => {
    const [first, second] = statesOf(columnOf(column, [value, '']))
    expect([first, second]).toEqual([column.startsWith('아이디') ? 'active' : 'left out', 'active'])
  })

  it('reads a letter only beside its opposite: an S beside an A is a word', () => {
    expect(statesOf(columnOf('activo', ['S', 'A']))).toEqual(['asked', 'asked'])
  })

  it('takes no answer for a yes where others are called active', () => {
    expect(statesOf(columnOf('is_active', ['true', '', 'false']))).toEqual(['active', 'asked', 'suspended'])
    expect(statesOf(columnOf('status', ['active', null, 'banned']))).toEqual(['active', 'asked', 'suspended'])
    // Where only the bad ones are marked, the others are the good ones.
    expect(statesOf(columnOf('status', ['banned', '', 'deleted']))).toEqual([
      'suspended',
      'active',
      'left out',
    ])
    expect(statesOf(columnOf('blocked', ['1', '', '0']))).toEqual(['suspended', 'active', 'active'])
    expect(statesOf(columnOf('is_active', ['true', '']), { states: { 'is_active=': 'active' } })).toEqual([
      'active',
      'active',
    ])
  })

  it('asks about a ban that is called active', () => {
    expect(statesOf(columnOf('ban', ['active', 'none', 'unlocked']))).toEqual(['asked', 'active', 'active'])
  })
})

describe('moments', () => {
  it.each([
    ['account_expires', '2031-01-01', '2021-01-01'],
    ['Konto aktiv bis', '31.12.2099', '2021-01-01'],
    ['active_until', '2031-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['cuenta_vencimiento', '2031-01-01', '2021-01-01'],
  ])('%s: an account that has expired is suspended, one that will is named', (column, future, past) => {
    const states = statesOf(columnOf(column, [future, past, '']))
    expect(states.slice(1)).toEqual(['suspended', 'active'])
    expect(states[0]).not.toBe('active')
  })

  it('never expires', () => {
    expect(
      statesOf(columnOf('account_expires', ['9223372036854775807', '0', 'never', '0000-00-00'])),
    ).toEqual(['active', 'active', 'active', 'active'])
  })

  it.each(['deactivated_at', 'deleted_at', 'disabled_on'])('%s: a moment to come is named', (column) => {
    expect(statesOf(columnOf(column, ['2031-01-01', '']))).toEqual(['ends', 'active'])
  })

  it('ends a ban that a Polish column names', () => {
    expect(statesOf(columnOf('zablokowany_do', ['2021-01-01', '2031-01-01']))).toEqual([
      'active',
      'suspended',
    ])
  })
})

describe('states inside objects', () => {
  it.each<[JsonObject, string]>([
    [{ account: { enabled: false, locked: false } }, 'suspended'],
    [{ account: { enabled: true, locked: true } }, 'suspended'],
    [{ account: { enabled: true, locked: false } }, 'active'],
    [{ status: { active: false, reason: 'left' } }, 'suspended'],
    [{ status: { id: 3, name: 'Suspended' } }, 'suspended'],
    [{ state: { code: 'ACTIVE' } }, 'active'],
    [{ status: ['banned'] }, 'suspended'],
    [{ security: { account_locked: 'yes' } }, 'suspended'],
    [{ flags: { deleted: true } }, 'left out'],
    [{ app_metadata: { banned: true } }, 'suspended'],
    [{ account: '{"blocked":true}' }, 'suspended'],
    [{ subscription: { active: false, status: 'closed' } }, 'active'],
    [{ device: { blocked: true } }, 'active'],
  ])('%j: %s', (record, state) => {
    expect(statesOf([{ id: '1', email: 'a@example.com', ...record }])).toEqual([state])
  })

  it('keeps the object, and names the parts that decide nothing', () => {
    const fieldUse = new FieldUse()
    const record = { email: 'a@example.com', account: { locked: true }, device: { blocked: true, os: 'x' } }
    const user = generic.toUser(record, { ...emptyContext, fieldUse, sample: [record] })
    expect(user).toMatchObject({
      isSuspended: true,
      customData: { account: { locked: true }, device: { blocked: true, os: 'x' } },
    })
    expect(fieldUse.report()).toContainEqual(
      expect.objectContaining({ column: 'device.blocked', fate: 'undecided', filled: 1 }),
    )
  })
})

describe('false friends', () => {
  it.each<[string, JsonValue[]]>([
    ['block', ['B4', 'C1']],
    ['failed_login_attempts', ['5', '0']],
    ['lockout_enabled', ['true', 'false']],
    ['active_sessions', ['0', '3']],
    ['activated_at', ['2024-01-01', '']],
    ['disability', ['yes', 'no']],
    ['blocked_users', ['[1,2]', '[]']],
    ['membership_status', ['expired', 'active']],
    ['membership_expires', ['2021-01-01', '2031-01-01']],
    ['website_active', ['no', 'yes']],
    ['delete_reason', ['spam', '']],
  ])('%s says nothing about the account', (column, values) => {
    expect(statesOf(columnOf(column, values))).toEqual(values.map(() => 'active'))
  })

  it('names a column that may be about the account, and decides nothing', () => {
    const fieldUse = new FieldUse()
    const sample = columnOf('membership_status', ['expired', 'active'])
    for (const record of sample) generic.toUser(record, { ...emptyContext, fieldUse, sample })
    expect(fieldUse.report()).toContainEqual(
      expect.objectContaining({ column: 'membership_status', fate: 'undecided', filled: 2 }),
    )
  })
})
