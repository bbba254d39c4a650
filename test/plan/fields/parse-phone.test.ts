import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { parsePhone, parseWithLibrary } from '../../../src/plan/fields/parse-phone.js'
import { runs } from '../../support/runs.js'

const countries = getCountries()
const callingCodes = [...new Set(countries.map((country) => String(getCountryCallingCode(country))))]

describe('parsePhone', () => {
  const cases = [
    { id: 'plus and digits', text: '+14155550123', digits: '14155550123' },
    { id: 'blanks, brackets, dashes', text: '+1 (415) 555-0123', digits: '14155550123' },
    { id: 'dots', text: '+1.415.555.0123', digits: '14155550123' },
    { id: 'tel address', text: 'tel:+1-415-555-0123', digits: '14155550123' },
    { id: 'full-width plus', text: '\uff0b1 415 555 0123', digits: '14155550123' },
    { id: 'arabic digits', text: '+٤٩١٥١٢٣٤٥٦٧٨٩', digits: '4915123456789' },
    { id: 'national zero after the code', text: '+44 (0)7911 123456', digits: '447911123456' },
    { id: 'australian zero after the code', text: '+610412345678', digits: '61412345678' },
    { id: 'italian zero belongs to the number', text: '+39 06 69812345', digits: '390669812345' },
    { id: 'national, US', text: '(415) 555-0123', country: 'US', digits: '14155550123' },
    { id: 'national, with prefix, US', text: '1 415 555 0123', country: 'US', digits: '14155550123' },
    { id: 'national, DE', text: '0151 23456789', country: 'DE', digits: '4915123456789' },
    { id: 'dialled from abroad', text: '0041 79 123 45 67', country: 'DE', digits: '41791234567' },
    { id: 'plus wins over the default country', text: '+41791234567', country: 'US', digits: '41791234567' },
    { id: 'no country, US number is never Swiss', text: '4155550123', fault: 'phone_no_country' },
    { id: 'no country, though it looks international', text: '41791234567', fault: 'phone_no_country' },
    { id: 'too short', text: '+12345', fault: 'phone_invalid' },
    { id: 'too long', text: '+141555501234567', fault: 'phone_invalid' },
    { id: 'unknown country code', text: '+999999999999999', fault: 'phone_invalid' },
    { id: 'country code zero', text: '+0123456789', fault: 'phone_invalid' },
    { id: 'letters', text: '+1-800-FLOWERS', fault: 'phone_invalid' },
    { id: 'words', text: 'none', fault: 'phone_invalid' },
    { id: 'words around a number', text: 'call +14155550123', fault: 'phone_no_country' },
    { id: 'extension', text: '+1 415 555 0123 ext. 9', fault: 'phone_invalid' },
    { id: 'two numbers', text: '+14155550123, +14155550124', fault: 'phone_invalid' },
    { id: 'plus alone', text: '+', fault: 'phone_invalid' },
  ] as const

  for (const { id, text, ...expected } of cases) {
    it(id, () => {
      const result = parsePhone(text, 'country' in expected ? expected.country : undefined)
      expect(result.digits ?? result.fault).toBe('digits' in expected ? expected.digits : expected.fault)
    })
  }

  const separator = fc.constantFrom('', '', '', ' ', '-', '.', '(', ')', ' (')
  const spaced = (digits: fc.Arbitrary<string>) =>
    fc
      .tuple(digits, fc.array(separator, { maxLength: 20 }))
      .map(([text, separators]) =>
        [...text].map((digit, index) => digit + (separators[index] ?? '')).join(''),
      )

  it('says what the library says for any international number', () => {
    const digits = fc
      .tuple(fc.constantFrom(...callingCodes, ''), fc.stringMatching(/^\d{0,18}$/))
      .map(([code, rest]) => code + rest)
    fc.assert(
      fc.property(spaced(digits), (text) => {
        expect(parsePhone(`+${text}`)).toEqual(parseWithLibrary(`+${text}`))
      }),
      { numRuns: runs(20_000) },
    )
  })

  it('says what the library says for any national number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries), spaced(fc.stringMatching(/^\d{1,17}$/)), (country, text) => {
        expect(parsePhone(text, country)).toEqual(parseWithLibrary(text, country))
      }),
      { numRuns: runs(20_000) },
    )
  })

  it('says what the library says at every length of every country', () => {
    const wrong: string[] = []
    const compare = (text: string, country?: CountryCode): void => {
      if (!isDeepStrictEqual(parsePhone(text, country), parseWithLibrary(text, country)))
        wrong.push(`${text} ${country ?? ''}`)
    }
    for (const country of countries) {
      const code = String(getCountryCallingCode(country))
      for (let length = 2; length <= 16; length++) {
        for (const first of '0123456789') {
          const national = (first + '2468135790864213').slice(0, length)
          compare(`+${code}${national}`)
          compare(national, country)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})
