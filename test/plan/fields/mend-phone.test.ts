import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mendPhone } from '../../../src/plan/fields/mend-phone.js'
import { defaultPlanRules } from '../../../src/plan/plan-rules.js'
import { planUser } from '../../../src/plan/plan-user.js'
import { createUserRecord } from '../../../src/presets/create-user-record.js'

const plan = (primaryPhone: string, rules = defaultPlanRules) =>
  planUser({ ...createUserRecord(), id: '1', username: 'x', primaryPhone }, rules)

describe('a phone number in an odd dress', () => {
  it.each([
    ["'+14155550123", '14155550123'],
    ['0014155550123', '14155550123'],
    ['00 49 30 1234567', '49301234567'],
    ['+49 (0)30 1234567', '49301234567'],
    ['tel:+14155550123', '14155550123'],
    ['Tel.: +14155550123', '14155550123'],
    ['\uff0b\uff11\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff12\uff13', '14155550123'],
    ['+1\u200b4155550123', '14155550123'],
    ['\u202a+14155550123\u202c', '14155550123'],
    ['="+14155550123"', '14155550123'],
    ['+1 415\u2010555\u20110123', '14155550123'],
  ])('%s is read', (cell, digits) => {
    expect(plan(cell).plan?.create.primaryPhone).toBe(digits)
  })

  it('keeps the other numbers of a cell, and says so', () => {
    const { plan: planned, warnings } = plan('+14155550123; +14155550124')
    expect(planned?.create).toMatchObject({
      primaryPhone: '14155550123',
      customData: { otherPhones: [{ value: '+14155550124' }] },
    })
    expect(warnings.map(({ code }) => code)).toEqual(['other_addresses_kept'])
  })

  it('a country is asked for only where one helps', () => {
    const codesOf = (cell: string) => plan(cell).problems?.map(({ code }) => code)
    expect(codesOf('0170 1234567')).toEqual(['phone_no_country'])
    expect(codesOf('0170 1234567 ext. 12')).toEqual(['phone_invalid'])
    expect(codesOf('4.9E+11')).toEqual(['phone_invalid'])
  })

  it.each([
    ['4.9E+11', 'a spreadsheet makes of a long number'],
    ['4,9E+11', 'a spreadsheet makes of a long number'],
    ['+14155550123 x12', 'has an extension'],
    ['+14155550123 ext. 12', 'has an extension'],
    ['4915112345678', 'write +4915112345678'],
    ['0151 12345678', 'set defaultCountry for national numbers'],
    ['+49', 'expected a number that can exist'],
    ['+14155550123; call first', 'expected a number that can exist'],
  ])('%s is refused with advice that fits', (cell, advice) => {
    expect(
      plan(cell)
        .problems?.map(({ message }) => message)
        .join(),
    ).toContain(advice)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (cell) => void mendPhone(cell, undefined)))
  })
})
