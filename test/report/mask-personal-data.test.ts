import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskKey, maskMessage, maskRecord } from '../../src/report/mask-personal-data.js'

/** The quoted text is JSON, in which a first letter can be an escape. */
const maskedQuote = (value: string): unknown =>
  maskRecord({ quoted: JSON.stringify(value).slice(1, -1) })['quoted']

describe('personal data', () => {
  it.each([
    '1',
    '123456789',
    'u12',
    'auth0|6571f0c2a9b3d4e5f6071829',
    'google-oauth2|104729184729184729184',
    'hash:0123456789abcdef0123456789abcdef',
    '550e8400-e29b-41d4-a716-446655440000',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'user_2abCdEfGhIjKlMnOpQr',
  ])('a key that is an id stays: %s', (key) => expect(maskKey(key)).toBe(key))

  it.each([
    ['jane.doe@example.org', 'ja…g'],
    ['siobhan', '…'],
    ['janedoe85', 'ja…5'],
    ['14155552671', '14…1'],
    ['phone:14155552671', 'ph…1'],
    ['samlp|corp|jane@example.org', 'sa…g'],
  ])('a key that may name somebody is shortened: %s', (key, masked) => expect(maskKey(key)).toBe(masked))

  it.each([
    [
      'primaryEmail: expected an address such as name@example.com, got "jane.doe at example.com".',
      'got "j…".',
    ],
    [
      '"JANE@EXAMPLE.ORG" belongs to an earlier record (users.csv, record 1)',
      '"J…@E…" belongs to an earlier record (users.csv, record 1)',
    ],
    ['sent to jane.doe@example.org, +1 415 555 2671', 'sent to j…@e…, +1…'],
    ['got "say \\"Jane\\" to me".', 'got "s…".'],
    ['got "Jo".', 'got "…".'],
    ['Not valid JSON at line 64, column 212.', 'Not valid JSON at line 64, column 212.'],
  ])('in messages: %s', (message, masked) => expect(maskMessage(message)).toContain(masked))

  it('in records: names of fields and kinds stay', () => {
    expect(
      maskRecord({
        id: 42,
        email: 'jane@example.org',
        phone: 14155552671,
        isActive: true,
        nothing: null,
        empty: '',
        tags: ['vip', { 'jane@example.org': 'x' }],
      }),
    ).toEqual({
      id: 42,
      email: 'j…@e…',
      phone: '…',
      isActive: true,
      nothing: null,
      empty: '',
      tags: ['v…', { 'j…@e…': '…' }],
    })
  })

  it('never lets a value of three letters or more through', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, unit: 'grapheme' }), (value) => {
        const masked = maskRecord({ name: value, list: [{ deep: value }] })
        expect(masked['list']).toEqual([{ deep: masked['name'] }])
        expect(Array.from(JSON.stringify(masked['name'])).length).toBeLessThanOrEqual(8)
        expect(masked['name']).not.toBe(value)
        expect(maskMessage(`name: got ${JSON.stringify(value)}.`)).toBe(`name: got "${maskedQuote(value)}".`)
      }),
      { examples: [['__proto__'], ['a@b'], ['"""'], ['…x…'], ['jane,doe@example.org']] },
    )
  })
})
