import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldLooksLike, hasAnyField, hasFields } from '../../src/presets/declare/clues.js'
import { declarePreset } from '../../src/presets/declare/declare-preset.js'
import { loses } from '../../src/presets/declare/field-readers.js'
import { isSkip } from '../../src/presets/preset.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { emptyContext } from './empty-context.js'

const preset = declarePreset({
  name: 'made-up',
  title: 'Made up',
  forms: [
    [hasFields(0.5, 'key', 'mail'), fieldLooksLike(0.5, 'key', 'u-…', /^u-/)],
    [hasAnyField(1, 'Key', 'Mail')],
  ],
  skips: [{ skip: 'robot', reason: 'No person.', when: (record) => record['robot'] === true }],
  prepare: ({ Key, ...rest }) => (Key === undefined ? rest : { ...rest, key: Key }),
  fields: {
    key: 'id',
    mail: 'primaryEmail',
    otherMail: 'primaryEmail',
    isMailChecked: 'emailVerified',
    enabled: '!isSuspended',
    'person.first': 'profile.givenName',
    'person.last': 'profile.familyName',
    'person.home.city': 'profile.address.locality',
    groups: 'roles',
    made: 'migratedFrom.createdAt',
    kind: 'migratedFrom.kind',
    settings: 'customData.settings',
    plan: 'customData.made-up.plan',
    'limits.daily': 'customData.made-up.limits.daily',
    keys: loses('passkey', 'Passkeys are made again.'),
    lockedBy: null,
  },
})

const mapped = (record: JsonObject) => {
  const user = preset.toUser(record, emptyContext)
  if (isSkip(user)) throw new Error(user.skip)
  return user
}

describe('declarePreset', () => {
  it('puts every field to its place and what is left to customData', () => {
    const user = mapped({
      key: 'u-1',
      mail: ' jane@example.com ',
      isMailChecked: 'yes',
      enabled: 'f',
      person: { first: 'Jane', last: 'Doe', nick: 'Jay', home: { city: 'Bern', floor: 3 } },
      groups: 'staff;admin',
      made: 1705314600,
      kind: 'full',
      settings: '{"theme":"dark"}',
      keys: ['k'],
      lockedBy: 'someone',
      shoeSize: 42,
      empty: [],
    })
    expect(user).toMatchObject({
      id: 'u-1',
      primaryEmail: 'jane@example.com',
      emailVerified: true,
      isSuspended: true,
      name: 'Jane Doe',
      profile: { givenName: 'Jane', familyName: 'Doe', address: { locality: 'Bern' } },
      roles: ['staff', 'admin'],
      losses: [{ kind: 'passkey', detail: 'Passkeys are made again.' }],
      migratedFrom: { system: 'made-up', id: 'u-1', createdAt: '2024-01-15T10:30:00.000Z', kind: 'full' },
    })
    expect(user.customData).toEqual({
      settings: { theme: 'dark' },
      'made-up': { person: { nick: 'Jay', home: { floor: 3 } }, shoeSize: 42 },
    })
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['declared fields alone', { plan: 'pro' }, { plan: 'pro' }],
    ['declared fields beside others', { plan: 'pro', shoeSize: 42 }, { plan: 'pro', shoeSize: 42 }],
    ['fields before declared ones', { shoeSize: 42, plan: 'pro' }, { plan: 'pro', shoeSize: 42 }],
    [
      'both halves of an object',
      { limits: { daily: 3, weekly: 9, rest: { a: 1 } } },
      { limits: { daily: 3, weekly: 9, rest: { a: 1 } } },
    ],
    [
      'a declared object beside others',
      { plan: { name: 'pro' }, size: 1 },
      { plan: { name: 'pro' }, size: 1 },
    ],
    [
      'an unknown __proto__',
      JSON.parse('{"plan":1,"__proto__":{"a":1}}'),
      JSON.parse('{"plan":1,"__proto__":{"a":1}}'),
    ],
    ['other fields alone', { shoeSize: 42 }, { shoeSize: 42 }],
  ])('keeps %s under its own name in customData', (_, record, kept) => {
    expect(mapped({ key: 'u-1', ...record }).customData['made-up']).toStrictEqual(kept)
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['a column with dots', { 'person.first': 'Jane', key: 1 }, { givenName: 'Jane' }],
    ['an object in a cell', { person: '{"first":"Jane","last":null}', key: 1 }, { givenName: 'Jane' }],
  ])('reads %s', (_, record, profile) => {
    expect(mapped(record).profile).toEqual(profile)
    expect(mapped(record).customData).toEqual({})
  })

  it('keeps a second value for a place only where it differs', () => {
    const same = mapped({ mail: 'a@example.com', otherMail: 'A@example.com' })
    expect(same).toMatchObject({ primaryEmail: 'a@example.com', customData: {}, losses: [] })
    const other = mapped({ mail: 'a@example.com', otherMail: 'b@example.com' })
    expect(other.customData).toEqual({ 'made-up': { otherMail: 'b@example.com' } })
  })

  it.each<[keyof JsonObject & string, JsonValue]>([
    ['mail', { address: 'a@example.com' }],
    ['isMailChecked', 'perhaps'],
    ['made', 'last winter'],
    ['groups', [{ since: 2020 }]],
  ])('names %s when it has another shape, and keeps it', (field, value) => {
    const user = mapped({ key: 'u-1', [field]: value })
    expect(user.losses).toEqual([{ kind: 'field', detail: expect.stringContaining('is not ') }])
    expect(user.customData).toEqual({ 'made-up': { [field]: value } })
  })

  it('keeps no secrets', () => {
    const record = { key: 'u-1', apiToken: 't', person: { passwordHash: 'h', nick: 'Jay' } }
    const { plan } = planUser({ ...mapped(record), username: 'jay' }, defaultPlanRules)
    expect(plan?.create.customData).toMatchObject({ 'made-up': { person: { nick: 'Jay' } } })
    expect(plan?.create.customData).not.toHaveProperty(['made-up', 'apiToken'])
  })

  it('leaves out what a rule names, and renames before it reads', () => {
    expect(preset.toUser({ robot: true }, emptyContext)).toEqual({ skip: 'robot', reason: 'No person.' })
    expect(mapped({ Key: 'u-2' }).id).toBe('u-2')
  })

  it('is recognised by the form that fits best', () => {
    expect(preset.recognise([{ key: 'u-1', mail: 'a' }]).score).toBe(1)
    expect(preset.recognise([{ key: 'x', mail: 'a' }])).toEqual({
      score: 0.5,
      evidence: ['the fields key, mail'],
    })
    expect(preset.recognise([{ Mail: 'a' }]).score).toBe(1)
    expect(preset.recognise([]).score).toBe(0)
  })

  it('loses no field that it does not know, however deep and whatever it is called', () => {
    const names = fc.string().filter((name) => !/pass|token|secret|salt|hash|session|otp|key|pin/i.test(name))
    fc.assert(
      fc.property(fc.dictionary(names, fc.integer({ min: 1 }), { minKeys: 1, maxKeys: 8 }), (extra) => {
        const own = new Set([
          'mail',
          'groups',
          'made',
          'kind',
          'settings',
          'enabled',
          'lockedBy',
          'person',
          'plan',
          'limits',
        ])
        const unknown = Object.fromEntries(Object.entries(extra).filter(([name]) => !own.has(name)))
        if (Object.keys(unknown).length === 0) return
        const { customData } = mapped({ key: 'u-1', person: { home: { ...unknown } }, ...unknown })
        const { person, ...top } = customData['made-up'] as { person?: { home: JsonObject } }
        expect(top).toEqual(unknown)
        const { city: _, ...home } = unknown
        if (Object.keys(home).length > 0) expect(person?.home).toEqual(home)
      }),
    )
  })
})
