import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readList } from '../../../src/presets/vocabulary/cells/read-list.js'
import type { JsonValue } from '../../../src/source/source-record.js'

describe('names in a cell', () => {
  it.each<[JsonValue, string[]]>([
    ['{admin,editor}', ['admin', 'editor']],
    ['{editor}', ['editor']],
    ['{}', []],
    ['{"sales, EMEA",editor}', ['sales, EMEA', 'editor']],
    ['{"a \\"b\\" \\\\c",NULL}', ['a "b" \\c']],
    ['{{a,b},{c}}', ['a', 'b', 'c']],
    ['{"admin": true, "editor": false}', ['admin']],
    [{ admin: true, editor: false, viewer: true }, ['admin', 'viewer']],
    [{ admin: 1, editor: 0 }, ['admin']],
    [{ name: 'admin' }, ['admin']],
    [
      [{ name: 'admin' }, { role: 'editor' }, { role: { name: 'viewer' } }],
      ['admin', 'editor', 'viewer'],
    ],
    ['[{"id":3,"name":"admin"}]', ['admin']],
    ['["admin","editor"]', ['admin', 'editor']],
    ["['admin', 'editor']", ['admin', 'editor']],
    ['a;b', ['a', 'b']],
    ['a|b', ['a', 'b']],
    ['a,b', ['a', 'b']],
    ['a, x;b', ['a, x', 'b']],
    ['admin\neditor\r\nviewer', ['admin', 'editor', 'viewer']],
    ['a:1:{s:13:"administrator";b:1;}', ['administrator']],
    ['a:2:{s:6:"editor";b:0;s:13:"administrator";b:1;}', ['administrator']],
    ['a:2:{i:0;s:5:"admin";i:1;s:7:"café x"', ['a:2:{i:0', 's:5:"admin"', 'i:1', 's:7:"café x"']],
    ['a:2:{i:0;s:5:"admin";i:1;s:7:"caf\u00e9 x";}', ['admin', 'caf\u00e9 x']],
    ['a:0:{}', []],
    ['a:1:{s:5:"roles";a:2:{i:0;s:1:"x";i:1;s:1:"y";}}', ['x', 'y']],
    ['a:b', ['a:b']],
    ['admin', ['admin']],
    ['  ', []],
    [7, ['7']],
    [null, []],
    [{ level: 'gold' }, []],
  ])('%j', (value, names) => {
    expect(readList(value)).toEqual(names)
  })

  it('reads every PostgreSQL array back', () => {
    const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
    const name = fc.string({ minLength: 1 }).filter((text) => text.trim() === text)
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        // An object of JSON looks the same from outside; PostgreSQL writes no colon behind a quote.
        expect(readList(`{${names.map(quote).join(',')}}`)).toEqual(names)
      }),
    )
  })

  it('reads every PHP array back', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() === text && text.isWellFormed())
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const rows = names.map((text, index) => `i:${index};s:${Buffer.byteLength(text)}:"${text}";`)
        expect(readList(`a:${names.length}:{${rows.join('')}}`)).toEqual(names)
      }),
    )
  })
})
