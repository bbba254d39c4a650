import { describe, expect, it } from 'vitest'
import { locateField } from '../../src/config/locate-field.js'

const config = `// source: { format: 'x' }
import { defineConfig } from 'logto-migrate'
const other = { username: 1 } /* username: */
export default defineConfig({
  source: { preset: 'a:b', "format": 'xml', files: ['{', 'username: 1'] },
  map(user) {
    const username = { rate: 1 }
    return { ...user, run: 'x' }
  },
  password: {
    convert: (hash) => { return { pepper: hash } },
    pepper: \`template: \${1}\`,
    firebase: { rounds: 8 },
  },
  rate: 'off',
  run,
  'on-conflict': 1,
})
`

describe('locateField', () => {
  it.each([
    [['source', 'preset'], 5, 13],
    [['source', 'format'], 5, 28],
    [['source', 'files', 1], 5, 45],
    [['password', 'pepper'], 12, 5],
    [['password', 'firebase', 'rounds'], 13, 17],
    [['password', 'firebase', 'signerKey'], 13, 5],
    [['rate'], 15, 3],
    [['on-conflict'], 17, 3],
  ])('%j stands in line %i, column %i', (path, line, column) => {
    expect(locateField(config, path)).toEqual({ line, column })
  })

  it('says nothing of what is not written as a key', () => {
    expect(locateField(config, ['run'])).toBeUndefined()
    expect(locateField(config, [])).toBeUndefined()
    expect(locateField('', ['a'])).toBeUndefined()
  })

  it('reads JSON', () => {
    expect(locateField('{\n  "a": { "b": [ { "c": 1 } ] },\n  "d": 1\n}', ['d'])).toEqual({
      line: 3,
      column: 3,
    })
  })

  it('takes time in proportion to the text, whatever is not closed in it', () => {
    for (const piece of ['"', '/*', '`\\', '{a:', '((((', "'\\'"]) {
      expect(() => locateField(piece.repeat(20_000), ['a', 'b'])).not.toThrow()
    }
  })
})
