import { describe, expect, it } from 'vitest'
import { Census } from '../../../src/report/census/census.js'
import { type DecidingSettings, listDecisions } from '../../../src/report/census/census-decisions.js'
import { describeCensus } from '../../../src/report/census/census-text.js'
import type { PlannedRecord } from '../../../src/plan/record-planner.js'
import { plannedRecord, plannedRecords } from '../../preflight/planned-record.js'

const place = { ordinal: 9, file: 'users.json', line: 9, sourceKey: 'k', record: {} }

const rejected = (...codes: Extract<PlannedRecord, { kind: 'rejected' }>['problems'][number]['code'][]) => ({
  ...place,
  kind: 'rejected' as const,
  problems: codes.map((code) => ({ code, message: `about ${code}` })),
  raw: undefined,
})

const countAll = (records: readonly PlannedRecord[]) => {
  const census = new Census()
  for (const record of records) census.add(record)
  return census.report()
}

const decide = (records: readonly PlannedRecord[], settings: DecidingSettings = {}) =>
  listDecisions(countAll(records), settings).map(({ key, records, now }) => ({ key, records, now }))

describe('what is left to decide', () => {
  it('is nothing for people who go in as they are', () => {
    expect(decide([plannedRecord({ primaryEmail: 'a@example.com' })])).toEqual([])
  })

  it.each([
    ['email_unverified', 'unverifiedEmail', 'demote'],
    ['phone_unverified', 'unverifiedPhone, invalidPhone', 'demote, reject'],
    ['phone_invalid', 'unverifiedPhone, invalidPhone', 'demote, reject'],
    ['phone_no_country', 'defaultCountry', 'not set'],
    ['username_invalid', 'username', 'drop'],
    ['password_unconvertible', 'unconvertiblePassword', 'omit'],
    ['identity_invalid', 'connectors', undefined],
    ['no_sign_in_method', 'map()', undefined],
    ['duplicate_email', 'map()', undefined],
  ] as const)('comes from %s', (code, key, now) => {
    expect(decide([rejected(code)])).toEqual([{ key, records: 1, now }])
  })

  it('comes from what was changed so that it goes in, and says what is set', () => {
    const demoted = plannedRecord({ username: 'a', primaryEmail: 'a@example.com', emailVerified: false })
    expect(decide([demoted])).toEqual([{ key: 'unverifiedEmail', records: 1, now: 'demote' }])
    expect(decide([rejected('email_unverified')], { unverifiedEmail: 'reject' })).toMatchObject([
      { now: 'reject' },
    ])
  })

  it('comes from passwords that are lost and from plaintext ones', () => {
    const losses = [{ kind: 'password', detail: 'no', reason: 'hmac' }]
    const records = plannedRecords([
      { username: 'a', losses },
      { username: 'b', losses: [{ kind: 'password', detail: 'no' }] },
      { username: 'c', password: 'Secret-text-1' },
    ])
    expect(decide(records)).toEqual([
      { key: 'unconvertiblePassword', records: 2, now: 'omit' },
      { key: 'legacyPasswords', records: 1, now: 'false' },
      { key: 'password', records: 1, now: 'plaintext' },
    ])
  })

  it('comes from roles and organizations, counted by users, the largest first', () => {
    const records = plannedRecords([
      { username: 'a', roles: ['admin', 'editor'], organizations: [{ name: 'Acme', roles: ['owner'] }] },
      { username: 'b', roles: ['admin'], organizations: [{ name: 'Acme' }, { name: 'Beta' }] },
      { username: 'c', roles: ['admin'] },
    ])
    expect(countAll(records).memberships).toEqual({
      roles: { names: 2, users: 3 },
      organizations: { names: 2, users: 2 },
      organizationRoles: { names: 1, users: 1 },
    })
    expect(decide(records, { roles: { createMissing: true } })).toEqual([
      { key: 'roles.createMissing', records: 3, now: 'true' },
      { key: 'organizations.createMissing', records: 2, now: 'false' },
      { key: 'organizations.roles.createMissing', records: 1, now: 'false' },
    ])
  })

  it('counts a record with two duplicates once', () => {
    const report = countAll([rejected('duplicate_email', 'duplicate_phone'), rejected('email_invalid')])
    expect(report).toMatchObject({ rejected: 2, duplicates: 1 })
  })
})

describe('the census for people', () => {
  const price = { rate: '200/10s', seconds: 60, measured: undefined, decisions: [] }

  it('names duplicates, time at the rate, and the pace of a target that was asked', () => {
    const report = countAll([rejected('duplicate_email'), plannedRecord({ username: 'a' })])
    const text = describeCensus(report, {
      ...price,
      measured: { requestsPerSecond: 123.4, seconds: 600 },
      decisions: listDecisions(report, {}),
    })
    expect(text).toContain('2 records: 1 valid, 1 rejected (duplicates: 1), 0 left out')
    expect(text).toContain('Time: about 1 min 0 s at 200/10s')
    expect(text).toContain('about 123 lookups a second: 10 min 0 s at the least')
    expect(text).toContain('To decide:\n        1  map(): an earlier record')
  })

  it('leaves out what there is not', () => {
    const text = describeCensus(countAll([plannedRecord({ username: 'a' })]), price)
    expect(text).not.toMatch(/duplicates:|To decide|lookups/)
  })
})
