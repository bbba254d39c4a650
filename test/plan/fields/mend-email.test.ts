import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mendEmail } from '../../../src/plan/fields/mend-email.js'
import { defaultPlanRules } from '../../../src/plan/plan-rules.js'
import { planUser } from '../../../src/plan/plan-user.js'
import { createUserRecord } from '../../../src/presets/create-user-record.js'

const plan = (primaryEmail: string, emailVerified?: boolean) =>
  planUser({ ...createUserRecord(), id: '1', username: 'x', primaryEmail, emailVerified }, defaultPlanRules)

describe('an e-mail address in an odd dress', () => {
  it.each([
    ['mailto:olga@example.com', 'olga@example.com'],
    ['MAILTO:olga@example.com?subject=Hi', 'olga@example.com'],
    ['SMTP:Olga@example.com', 'Olga@example.com'],
    ['Mona <mona@example.com>', 'mona@example.com'],
    ['"Doe, Mona" <mona@example.com>', 'mona@example.com'],
    ['<mona@example.com>', 'mona@example.com'],
    ['mona@example.com (Mona M.)', 'mona@example.com'],
    ['mona@example.com.', 'mona@example.com'],
    ['mona@example.com;', 'mona@example.com'],
    ['mona@example.com,', 'mona@example.com'],
    ['"mona@example.com"', 'mona@example.com'],
    ["'mona@example.com", 'mona@example.com'],
    ['mona@example.com', 'mona@example.com'],
  ])('%s is mended, and said', (cell, address) => {
    const { plan: planned, warnings } = plan(cell)
    expect(planned?.create.primaryEmail).toBe(address)
    expect(warnings.map(({ code }) => code)).toEqual(cell === address ? [] : ['email_mended'])
  })

  it.each([
    'mo na@example.com',
    'mona @example.com',
    'mona@example..com',
    'mona..m@example.com',
    'mona.@example.com',
    'mona@.com',
    'mona@example',
    'mona@localhost',
    'mona@example.c',
    'mona@example,com',
    'mona@@example.com',
    'mona@nils@example.com',
    'mona@192.168.0.1',
    'mona@-example.com',
    'mona@example.com; call first',
    'mona@example.com or nils',
    'Mona <mona(at)example.com>',
    'Mona <mona@example.com> Nils <nils@example.com>',
  ])('%s is refused by name', (cell) => {
    expect(plan(cell).problems?.map(({ code }) => code)).toEqual(['email_invalid'])
  })

  it.each([
    ['mona@example.com;mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com, mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com / mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com/mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com or mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com oder mona.m@example.org & m@example.net', ['mona.m@example.org', 'm@example.net']],
    ['mona@example.com、mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com (old: mona.m@example.org)', ['mona.m@example.org']],
    ['mona@example.com mona.m@example.org', ['mona.m@example.org']],
    ['mona@example.com\nmona.m@example.org\r\nm@example.net', ['mona.m@example.org', 'm@example.net']],
    ['mona@example.com|MONA@example.com|m@example.net', ['m@example.net']],
    ['Mona <mona@example.com>; Nils <nils@example.com>', ['nils@example.com']],
  ])('%j: the first is used, the others are kept', (cell, others) => {
    const { plan: planned, warnings } = plan(cell)
    expect(planned?.create.primaryEmail).toBe('mona@example.com')
    expect(planned?.create.customData).toMatchObject({ otherEmails: others.map((value) => ({ value })) })
    expect(warnings.map(({ code }) => code)).toContain('other_addresses_kept')
  })

  it('keeps the others unverified where the source says so', () => {
    const { plan: planned } = plan('mona@example.com;m@example.org', false)
    expect(planned?.create.primaryEmail).toBeUndefined()
    expect(planned?.create.customData).toMatchObject({
      otherEmails: [{ value: 'm@example.org', isVerified: false }],
      migratedFrom: { unverifiedEmail: 'mona@example.com' },
    })
  })

  it.each([
    '\u200bmona@example.com',
    'mona@\u00adexample.com',
    '\ufeffmona@example.com',
    '\u202amona@example.com\u202c',
    '\u00a0mona@example.com\u00a0',
    'mona@example.com\u200e',
  ])('cuts what nobody sees from %j', (cell) => {
    const { plan: planned, warnings } = plan(cell)
    expect(planned?.create.primaryEmail).toBe('mona@example.com')
    expect(warnings.map(({ code }) => code)).toEqual(
      // What `trim()` takes is a blank like any other.
      cell.trim() === 'mona@example.com' ? [] : ['invisible_characters_cut'],
    )
  })

  it('leaves addresses of the usual form as they are', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        fc.pre(!address.startsWith("'"))
        expect(mendEmail(address)).toMatchObject({ address, others: [], changes: [] })
      }),
    )
  })
})
