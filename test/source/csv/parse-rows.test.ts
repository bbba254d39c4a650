import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRows } from '../../../src/source/csv/parse-rows.js'
import { CsvStretch } from '../../../src/source/csv/csv-stretch.js'

const dialect = { delimiter: ',', quote: '"', newline: 10 }

describe('parseRows', () => {
  test('says where every row ends, whatever its cells hold', () => {
    const bytes = Buffer.from('a,b\n"x\ny",é\r\n9\n\n1,2,3\n"open,\n')
    const { rows, ends } = parseRows(bytes, dialect, 'utf8')
    expect(rows).toEqual([['a', 'b'], ['x\ny', 'é'], ['9'], [''], ['1', '2', '3']])
    expect(ends.map((end, index) => bytes.toString('utf8', ends[index - 1] ?? 0, end))).toEqual([
      'a,b\n',
      '"x\ny",é\r\n',
      '9\n',
      '\n',
      '1,2,3\n',
    ])
  })

  test('a quote out of place stops nothing and is found', () => {
    const stretch = new CsvStretch(Buffer.from('1,2\n"9"x,9\n9,x"y\n9, "9"\n"a""b",2\n'), dialect, true)
    const quotes = Array.from({ length: stretch.rowCount }, (_, index) => stretch.rowAt(index).quotes)
    expect(quotes).toEqual(['sound', 'broken', 'inner', 'broken', 'sound'])
  })

  test('rows written by the rules are sound, whatever is in them', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', 'é', '\0'), maxLength: 6 })
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (table, lineEnd) => {
        const written = table.map(
          (row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + lineEnd,
        )
        const stretch = new CsvStretch(Buffer.from(written.join('')), dialect, true)
        const read = Array.from({ length: stretch.rowCount }, (_, index) => stretch.rowAt(index))
        expect(read.map(({ cells }) => cells)).toEqual(table)
        expect(read.every(({ quotes }) => quotes === 'sound')).toBe(true)
        expect(read.map(({ innerLines }) => innerLines)).toEqual(
          table.map((row) => row.join('').split('\n').length - 1),
        )
      }),
    )
  })
})
