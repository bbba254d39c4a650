import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { generic } from '../../src/presets/generic/generic.js'
import { columnAliases } from '../../src/presets/generic/columns/column-aliases.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'
import { planFixture, readFixture } from './plan-fixture.js'
import { runs } from '../support/runs.js'

const read = (record: JsonObject, context = emptyContext): UserRecord => {
  const user = generic.toUser(record, context)
  if (isSkip(user)) throw new Error('expected a user')
  return user
}

describe('generic', () => {
  it.each(['users.csv', 'users.ndjson'])('plans %s as expected', async (file) => {
    const planned = planFixture(generic, await readFixture(`generic/${file}`), { ...emptyContext })
    await expect(`${JSON.stringify(planned, undefined, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/generic/${file}.expected-plans.json`,
    )
  })

  it.each([
    ['État', 'bloqué'],
    ['état du compte', 'désactivée'],
    ['Stan konta', 'zablokowany'],
    ['Toestand', 'geblokkeerd'],
    ['Situação da conta', 'bloqueada'],
  ])('reads the state of an account in the column %s', (column, value) => {
    const record = { email: 'a@example.com', [column]: value }
    expect(read(record, { ...emptyContext, sample: [record] }).isSuspended).toBe(true)
  })

  it('maps columns as the operator says', async () => {
    const [record = {}] = await readFixture('generic/mapped.json')
    const columns = {
      Kundennummer: 'id',
      'E-Mail-Adresse': 'primaryEmail',
      Vorname: 'profile.givenName',
      Nachname: 'profile.familyName',
      Stufe: 'customData.crm.level',
      intern: null,
    }
    expect(read(record, { ...emptyContext, columns })).toMatchObject({
      id: 'K-1',
      primaryEmail: 'kunde@example.com',
      name: 'Jürgen Müller',
      profile: { givenName: 'Jürgen', familyName: 'Müller' },
      customData: { crm: { level: 'gold' } },
      losses: [{ kind: 'password' }],
    })
    expect(JSON.stringify(read(record, { ...emptyContext, columns }))).not.toContain('nicht mitnehmen')
  })

  it('refuses a mapping to a path that does not exist', () => {
    const columns = { mail: 'primaryEmial' }
    expect(() => read({ mail: 'x' }, { ...emptyContext, columns })).toThrowError(
      expect.objectContaining({ code: 'unknown_column_target', reason: 'config' }),
    )
  })

  it('uses the mapping before any known name', () => {
    const columns = { email: 'customData.oldEmail', login: 'primaryEmail' }
    expect(
      read({ email: 'a@example.com', login: 'b@example.com' }, { ...emptyContext, columns }),
    ).toMatchObject({
      primaryEmail: 'b@example.com',
      customData: { oldEmail: 'a@example.com' },
    })
  })

  it.each(Object.entries(columnAliases).flatMap(([path, names]) => names.map((name) => [name, path])))(
    'reads the column %s as %s',
    (name) => {
      const sample: { [path: string]: string } = {
        mfa: '[]',
        identities: '{}',
        customData: '{"a":1}',
        migratedFrom: '{}',
        accountStatus: 'active',
        isDeleted: 'false',
        accountControl: '512',
        suspendedUntil: '2001-01-01',
        activeUntil: '2001-01-01',
        'profile.birthdate': '2001-01-01',
        'migratedFrom.createdAt': '2001-01-01',
        'migratedFrom.lastSignInAt': '2001-01-01',
      }
      const path = Object.keys(columnAliases).find((known) => columnAliases[known]?.includes(name)) ?? ''
      const value = sample[path] ?? 'true'
      for (const column of [name, name.toUpperCase(), name.replaceAll('_', ' '), name.replaceAll('_', '')]) {
        // `verified` is the flag of an address, and means nothing without one.
        const address: JsonObject = path.startsWith('verified') ? { email: 'a@example.com' } : {}
        expect(read({ ...address, [column]: value }).customData).not.toHaveProperty([column])
      }
    },
  )

  it.each([
    {
      id: 'the column of the better name wins, the other is kept',
      record: { email: 'b@example.com', primaryEmail: 'a@example.com' },
      user: { primaryEmail: 'a@example.com', customData: { email: 'b@example.com' } },
    },
    {
      id: 'an empty better column gives way',
      record: { primaryEmail: '', email: 'b@example.com' },
      user: { primaryEmail: 'b@example.com', customData: {} },
    },
    {
      id: 'the same value twice is kept once',
      record: { id: '7', uuid: '7' },
      user: { id: '7', customData: {} },
    },
    {
      id: 'a second password is never kept in the open',
      record: { plaintext_password: 'a', plain_password: 'b' },
      user: { password: 'a', customData: {}, losses: [{ kind: 'column' }] },
    },
    {
      id: 'unknown columns go to customData',
      record: { colour: 'red', n: 1 },
      user: { customData: { colour: 'red', n: 1 } },
    },
    {
      id: 'dotted unknown columns nest',
      record: { 'a.b': '1', 'a.c': '2' },
      user: { customData: { a: { b: '1', c: '2' } } },
    },
    {
      id: 'JSON in an unknown cell is read',
      record: { tags: '["x"]', text: '[draft]' },
      user: { customData: { tags: ['x'], text: '[draft]' } },
    },
    {
      id: 'blocked or inactive, one yes is enough',
      record: { blocked: 'false', is_active: 'no' },
      user: { isSuspended: true },
    },
    { id: 'active is not suspended', record: { enabled: '1' }, user: { isSuspended: false } },
    {
      id: 'absent verified flag says nothing',
      record: { email: 'a@example.com' },
      user: { emailVerified: undefined },
    },
    {
      id: 'empty time of verification says no',
      record: { email: 'a@example.com', email_verified_at: '' },
      user: { emailVerified: false },
    },
    {
      id: 'the flag wins over the time',
      record: { email_verified: 'true', email_verified_at: '' },
      user: { emailVerified: true },
    },
    {
      id: 'a date in the column of the flag',
      record: { emailVerified: '2024-01-15T10:30:00.000Z' },
      user: { emailVerified: true },
    },
    {
      id: 'PostgreSQL NULL is nothing',
      record: { email: '\\N', name: '\\N', x: '\\N' },
      user: { primaryEmail: undefined, name: undefined, customData: {} },
    },
    {
      id: 'MongoDB ids',
      record: { id: { $oid: '5dea9f9c82dd7c0e76e4ec93' } },
      user: { id: '5dea9f9c82dd7c0e76e4ec93' },
    },
    {
      id: 'name from its parts',
      record: { first_name: 'Jane', middle_name: 'M', last_name: 'Doe' },
      user: { name: 'Jane M Doe' },
    },
    {
      id: 'a hash in the column password is one',
      record: { password: '$2y$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG' },
      user: { password: undefined, passwordAlgorithm: 'Bcrypt' },
    },
    {
      id: 'bare hex in the column password is a hash, of unknown kind',
      record: { password: '5f4dcc3b5aa765d61d8327deb882cf99' },
      user: { password: undefined, passwordDigest: undefined, losses: [{ kind: 'password' }] },
    },
    {
      id: 'a long password that is none',
      record: { plain_password: '$ecret passphrase with more than forty characters' },
      user: { password: '$ecret passphrase with more than forty characters' },
    },
    {
      id: 'salt beside the hash',
      record: {
        password_hash: '3414cb981bb3b193829e94094f419c68f3a70aa314273e70632b70e51b2e37ce',
        salt: 'pinch',
        hash_algorithm: 'sha256',
        'passwordParams.order': 'prefix',
        'passwordParams.saltEncoding': 'utf8',
      },
      user: {
        passwordAlgorithm: 'Legacy',
        passwordDigest:
          '["sha256",["pinch","@"],"3414cb981bb3b193829e94094f419c68f3a70aa314273e70632b70e51b2e37ce"]',
      },
    },
    {
      id: 'identity columns',
      record: {
        'identities.google.userId': '103',
        'identities.google.details': '{"a":1}',
        'identities.github': '5',
      },
      user: { identities: { google: { userId: '103', details: { a: 1 } }, github: { userId: '5' } } },
    },
    {
      id: 'origin',
      record: { created_at: '2024-01-15 10:30:00+00', last_login: 1705314600, 'migratedFrom.crm': 'x' },
      user: {
        migratedFrom: {
          system: 'generic',
          createdAt: '2024-01-15T10:30:00.000Z',
          lastSignInAt: '2024-01-15T10:30:00.000Z',
          crm: 'x',
        },
      },
    },
  ] satisfies { id: string; record: JsonObject; user: object }[])('$id', ({ record, user }) => {
    const given: JsonObject = JSON.parse(JSON.stringify(record))
    expect(read(given)).toMatchObject(user)
  })

  it('resolves columns anew when the shape of records changes', () => {
    const context = { ...emptyContext }
    expect(read({ id: '1', email: 'a@example.com' }, context).primaryEmail).toBe('a@example.com')
    expect(read({ email: 'b@example.com', id: '2' }, context)).toMatchObject({
      id: '2',
      primaryEmail: 'b@example.com',
    })
    expect(read({ id: '3' }, context).primaryEmail).toBeUndefined()
    expect(read({ id: '4', email: 'd@example.com', name: 'D' }, context).name).toBe('D')
  })

  it('reads the same from a record alone as after any other records', () => {
    const columns = Object.values(columnAliases).flat()
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom(...columns), fc.string({ maxLength: 6 })),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string(), fc.constant('')),
      { noNullPrototype: true, maxKeys: 8 },
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        const context = { ...emptyContext }
        for (const one of records) {
          const json: JsonObject = JSON.parse(JSON.stringify(one))
          expect(generic.toUser(json, context)).toEqual(generic.toUser(json, { ...emptyContext }))
        }
      }),
    )
  })

  it.each([
    [{ ban_until: '2031-01-01', suspended_until: '2030-01-01' }, '2031', { suspended_until: '2030-01-01' }],
    [{ ban_until: '2030-01-01', suspended_until: '2031-01-01' }, '2031', { ban_until: '2030-01-01' }],
    [{ ban_until: '0000-00-00', suspended_until: '2031-01-01' }, '2031', { ban_until: '0000-00-00' }],
    [{ ban_until: 'for good', suspended_until: '2031-01-01' }, 'for', { suspended_until: '2031-01-01' }],
  ])('of two ends of a suspension the later one decides, and the other stays: %j', (ends, until, kept) => {
    const user = generic.toUser({ id: '1', email: 'a@example.com', ...ends }, { ...emptyContext })
    expect(user).toMatchObject({ isSuspended: true, customData: kept })
    expect(JSON.stringify(user)).toContain(`"suspendedUntil":"${until}`)
  })

  it('never throws, whatever the record holds, and neither does the plan', () => {
    const record = fc.dictionary(
      fc.oneof(
        fc.constantFrom(...Object.values(columnAliases).flat(), 'profile.x.y', 'identities.a.b', '__proto__'),
        fc.string(),
      ),
      fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })),
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(record, (one) => {
        const user = generic.toUser(JSON.parse(JSON.stringify(one)), { ...emptyContext })
        if (!isSkip(user)) planUser(user, defaultPlanRules)
      }),
      { numRuns: runs(2000) },
    )
    expect('x' in {}).toBe(false)
  })
})
