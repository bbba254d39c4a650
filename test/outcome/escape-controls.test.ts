import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeControls, escapeToOneLine } from '../../src/outcome/escape-controls.js'

describe('escapeControls', () => {
  it.each([
    ['\u001b[2J', '\\u001b[2J'],
    ['\u0007', '\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
    ['a\rb', 'a\\u000db'],
    ['a\r\nb\tc\n', 'a\r\nb\tc\n'],
    ['Zoë 東京 👩‍👩‍👧', 'Zoë 東京 👩‍👩‍👧'],
  ])('%j', (text, escaped) => {
    expect(escapeControls(text)).toBe(escaped)
  })

  it('leaves the meaning of JSON as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(escapeControls(JSON.stringify({ text })))).toEqual({ text })
      }),
    )
  })

  it('makes one line', () => {
    expect(escapeToOneLine('a\r\nb\tc\u001b')).toBe('a b c\\u001b')
  })
})
