import { describe, expect, test } from 'vitest'
import type { InputOptions } from '../../src/source/open-input.js'
import { outcomesOf, readAll, type Outcome } from './read-all.js'

interface Case {
  input: string
  options?: Partial<InputOptions>
  expected: Outcome[]
}

const one = { a: '1', b: '2' }
const two = { a: '3', b: '4' }
const longCell = 'x'.repeat(1024 * 1024)

const cases: Record<string, Case> = {
  'too few cells': {
    input: 'a,b\n1,2\n9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'too many cells': {
    input: 'a,b\n1,2\n9,9,9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'a trailing delimiter': {
    input: 'a,b\n1,2,\n3,4\n',
    expected: [
      [2, 'csv_column_count'],
      [3, two],
    ],
  },
  'ragged in the first row': {
    input: 'a,b\n9\n3,4\n',
    expected: [
      [2, 'csv_column_count'],
      [3, two],
    ],
  },
  'ragged in the last row': {
    input: 'a,b\n1,2\n9',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
    ],
  },
  'ragged with quotes': {
    input: 'a,b\n"1","2"\n"9"\n"3","4"\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'ragged with a quoted line end': {
    input: 'a,b\n"9\n9"\n3,4\n',
    expected: [
      [2, 'csv_column_count'],
      [4, two],
    ],
  },
  'ragged between good rows twice': {
    input: 'a,b\n9\n1,2\n9\n3,4\n',
    expected: [
      [2, 'csv_column_count'],
      [3, one],
      [4, 'csv_column_count'],
      [5, two],
    ],
  },
  'another delimiter in one row': {
    input: 'a,b\n1,2\n9;9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'a tab in a comma row': {
    input: 'a,b\n9\t9\n3,4\n',
    options: { format: 'csv' },
    expected: [
      [2, 'csv_column_count'],
      [3, two],
    ],
  },
  'a comment in the data': {
    input: 'a,b\n1,2\n# note\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'a total line': {
    input: 'a,b\n1,2\n3,4\nTotal: 2\n',
    expected: [
      [2, one],
      [3, two],
      [4, 'csv_column_count'],
    ],
  },
  'a control-Z at the end': {
    input: 'a,b\n1,2\n\u001a',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
    ],
  },
  'quote in the middle of a cell': {
    input: 'a,b\n1,2\n9,x"y\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'inch mark at the end of a cell': {
    input: 'a,b\n1,2\n9,5"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'two inch marks in two rows': {
    input: 'a,b\n9,5"\n1,2\n9,6"\n3,4\n',
    expected: [
      [2, 'csv_quote'],
      [3, one],
      [4, 'csv_quote'],
      [5, two],
    ],
  },
  'inner quotes not doubled': {
    input: 'a,b\n1,2\n9,"J "JD" D"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'inner quotes with a comma not doubled': {
    input: 'a,b\n1,2\n9,"D, "J" x"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'inner quotes escaped by backslash': {
    input: 'a,b\n1,2\n9,"J \\"JD\\" D"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'text behind a closing quote': {
    input: 'a,b\n1,2\n"9"x,9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'space behind a closing quote': {
    input: 'a,b\n1,2\n"9" ,9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'space before an opening quote': {
    input: 'a,b\n1,2\n9, "9"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'quote never closed': {
    input: 'a,b\n1,2\n9,"9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'quote never closed in the first cell': {
    input: 'a,b\n1,2\n"9,9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'quote never closed in the first row': {
    input: 'a,b\n"9,9\n1,2\n3,4\n',
    expected: [
      [2, 'csv_quote'],
      [3, one],
      [4, two],
    ],
  },
  'quote never closed in the last row': {
    input: 'a,b\n1,2\n3,4\n9,"9',
    expected: [
      [2, one],
      [3, two],
      [4, 'csv_quote'],
    ],
  },
  'quote never closed before quoted rows': {
    input: 'a,b\n9,"9\n"1","2"\n"3","4"\n',
    expected: [
      [2, 'csv_quote'],
      [3, one],
      [4, two],
    ],
  },
  'quotes never closed twice': {
    input: 'a,b\n9,"9\n1,2\n9,"9\n3,4\n',
    expected: [
      [2, 'csv_quote'],
      [3, one],
      [4, 'csv_quote'],
      [5, two],
    ],
  },
  'a lone quote as a cell': {
    input: 'a,b\n9,"\n1,2\n3,4\n',
    expected: [
      [2, 'csv_quote'],
      [3, one],
      [4, two],
    ],
  },
  'a lone quote as a row': {
    input: 'a,b\n1,2\n"\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'three quotes': {
    input: 'a,b\n1,2\n9,"""\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'four quotes are one': {
    input: 'a,b\n1,""""\n3,4\n',
    expected: [
      [2, { a: '1', b: '"' }],
      [3, two],
    ],
  },
  'five quotes': {
    input: 'a,b\n1,2\n9,"""""\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'mixed quote kinds': {
    input: 'a,b\n1,2\n9,"9\'\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'single quotes are text': {
    input: "a,b\n1,'2\n3,4\n",
    expected: [
      [2, { a: '1', b: "'2" }],
      [3, two],
    ],
  },
  'unclosed quote that meets a closing one': {
    input: 'a,b,c\n"9,9,9\n1,2,"x"\n3,4,5\n',
    expected: [
      [2, 'csv_quote'],
      [3, { a: '1', b: '2', c: 'x' }],
      [4, { a: '3', b: '4', c: '5' }],
    ],
  },
  'unclosed quote that makes a row of many': {
    input: 'a,b,c\n9,"9,9\n1,2,3\n3,4,"\n1,2,3\n',
    expected: [
      [2, 'csv_quote'],
      [3, { a: '1', b: '2', c: '3' }],
      [4, 'csv_quote'],
      [5, { a: '1', b: '2', c: '3' }],
    ],
  },
  'quoted line end and then an error': {
    input: 'a,b\n"1\n1",2\n9,x"y\n3,4\n',
    expected: [
      [2, { a: '1\n1', b: '2' }],
      [4, 'csv_quote'],
      [5, two],
    ],
  },
  'error inside a quoted line end': {
    input: 'a,b\n1,2\n"9\nx"y,9\n3,4\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, 'csv_quote'],
      [5, two],
    ],
  },
  'CRLF with an unclosed quote': {
    input: 'a,b\r\n1,2\r\n9,"9\r\n3,4\r\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'CRLF with a ragged row': {
    input: 'a,b\r\n1,2\r\n9\r\n3,4\r\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'CRLF and LF mixed': {
    input: 'a,b\r\n1,2\n3,4\r\n9\n',
    expected: [
      [2, one],
      [3, two],
      [4, 'csv_column_count'],
    ],
  },
  'CRLF behind a closing quote': {
    input: 'a,b\r\n"1","2"\r\n9,"\r\n3,"4"\r\n',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'CR only': {
    input: 'a,b\r1,2\r9\r3,4\r',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'CR only with a quote': {
    input: 'a,b\r1,2\r9,x"y\r3,4',
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'CR at the very end': {
    input: 'a,b\n1,2\n"3","4"\r',
    expected: [
      [2, one],
      [3, two],
    ],
  },
  'CR inside a row': {
    input: 'a,b\n1,2\n3\r,4\n',
    expected: [
      [2, one],
      [3, { a: '3\r', b: '4' }],
    ],
  },
  'blank lines count for nothing': {
    input: 'a,b\n\n1,2\n\n \n3,4\n\n',
    expected: [
      [3, one],
      [6, two],
    ],
  },
  'blank lines around an error': {
    input: 'a,b\n1,2\n\n9\n\n3,4\n',
    expected: [
      [2, one],
      [4, 'csv_column_count'],
      [6, two],
    ],
  },
  'a row of delimiters is a record': {
    input: 'a,b\n1,2\n,\n3,4\n',
    expected: [
      [2, one],
      [3, { a: '', b: '' }],
      [4, two],
    ],
  },
  'blank lines before the header': {
    input: '\n\na,b\n1,2\n9\n',
    expected: [
      [4, one],
      [5, 'csv_column_count'],
    ],
  },
  'comment before the header': {
    input: '# it\'s "made, up\na,b\n1,2\n9\n',
    expected: [
      [3, one],
      [4, 'csv_column_count'],
    ],
  },
  'comment without a space before the header': {
    input: '#users\na,b\n1,2\n9\n',
    expected: [
      [3, one],
      [4, 'csv_column_count'],
    ],
  },
  'header that begins with a hash': {
    input: '#a,b\n1,2\n9\n',
    expected: [
      [2, { '#a': '1', b: '2' }],
      [3, 'csv_column_count'],
    ],
  },
  'declared delimiter': {
    input: 'sep=;\na;b\n1;2\n9,9\n3;4\n',
    expected: [
      [3, one],
      [4, 'csv_column_count'],
      [5, two],
    ],
  },
  semicolons: {
    input: 'a;b\n1;2\n9\n3;4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  tabs: {
    input: 'a\tb\n1\t2\n9\n3\t4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  pipes: {
    input: 'a|b\n1|2\n9\n3|4\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
      [4, two],
    ],
  },
  'single quotes as quotes': {
    input: "'a','b'\n'1','2'\n'9',''9'\n'3','4'\n",
    expected: [
      [2, one],
      [3, 'csv_quote'],
      [4, two],
    ],
  },
  'no quoting asked for': {
    input: 'a,b\n1,2\n9,x"y\n"3,4\n9\n',
    options: { quote: '' },
    expected: [
      [2, one],
      [3, { a: '9', b: 'x"y' }],
      [4, { a: '"3', b: '4' }],
      [5, 'csv_column_count'],
    ],
  },
  'no header': {
    input: '1,2\n9\n3,4\n',
    options: { columns: ['a', 'b'] },
    expected: [
      [1, one],
      [2, 'csv_column_count'],
      [3, two],
    ],
  },
  'no header and an unclosed quote first': {
    input: '"9,9\n1,2\n3,4\n',
    options: { columns: ['a', 'b'], format: 'csv' },
    expected: [
      [1, 'csv_quote'],
      [2, one],
      [3, two],
    ],
  },
  'one column': {
    input: 'a\n1\n\n2,3\n4\n',
    options: { format: 'csv' },
    expected: [
      [2, { a: '1' }],
      [4, 'csv_column_count'],
      [5, { a: '4' }],
    ],
  },
  'one column and an unclosed quote': {
    input: 'a\n1\n"2\n3\n',
    options: { format: 'csv' },
    expected: [
      [2, { a: '1' }],
      [3, 'csv_quote'],
      [4, { a: '3' }],
    ],
  },
  'empty header cells': {
    input: 'a,,b\n1,x,2\n9,9\n',
    expected: [
      [2, { a: '1', column_2: 'x', b: '2' }],
      [3, 'csv_column_count'],
    ],
  },
  'header cells with blanks around': {
    input: ' a , b\n1,2\n9\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
    ],
  },
  'header with a line end': {
    input: '"a","b\nb"\n1,2\n9\n',
    expected: [
      [3, { a: '1', 'b\nb': '2' }],
      [4, 'csv_column_count'],
    ],
  },
  'header called __proto__': {
    input: 'a,__proto__\n1,2\n9\n',
    expected: [
      [2, JSON.parse('{"a":"1","__proto__":"2"}')],
      [3, 'csv_column_count'],
    ],
  },
  'byte order mark before a quoted header': {
    input: '\uFEFF"a","b"\n1,2\n9\n',
    expected: [
      [2, one],
      [3, 'csv_column_count'],
    ],
  },
  'a line over 1 MiB': {
    input: `a,b\n1,2\n9,${longCell}\n3,4\n`,
    expected: [
      [2, one],
      [3, 'csv_record_too_large'],
      [4, two],
    ],
  },
  'a quoted line over 1 MiB': {
    input: `a,b\n1,2\n9,"${longCell}"\n3,4\n`,
    expected: [
      [2, one],
      [3, 'csv_record_too_large'],
      [4, two],
    ],
  },
  'a last line over 1 MiB': {
    input: `a,b\n1,2\n9,${longCell}`,
    expected: [
      [2, one],
      [3, 'csv_record_too_large'],
    ],
  },
  'an unclosed quote before 1 MiB of rows': {
    input: `a,b\n9,"9\n${'1,2\n'.repeat(300_000)}`,
    expected: [[2, 'csv_quote'], ...Array.from({ length: 300_000 }, (_, i): Outcome => [i + 3, one])],
  },
  'only a header': { input: 'a,b\n', expected: [] },
  'only a header without line end': { input: 'a,b', expected: [] },
  nothing: { input: '', expected: [] },
  'only blank lines': { input: '\n\n \n', options: { format: 'csv' }, expected: [] },
}

describe('malformed CSV', () => {
  test.each(Object.entries(cases))('%s', async (_, { input, options, expected }) => {
    const records = await readAll(input, options)
    expect(outcomesOf(records)).toStrictEqual(expected)
    expect(records.map(({ ordinal }) => ordinal)).toStrictEqual(expected.map((_, index) => index + 1))
  })

  const short = Object.entries(cases).filter(([, { input }]) => input.length < 1000)
  test.each(short)('%s, however it arrives', async (_, { input, options, expected }) => {
    for (const chunkBytes of [1, 2, 3, 5, 8, 13]) {
      expect(outcomesOf(await readAll(input, options, chunkBytes))).toStrictEqual(expected)
    }
  })

  test('a rejected row is shown as it stands in the file', async () => {
    const records = await readAll('a,b\n1,2\n"x\ny",2,3\n9,x"y\r\n3,4\n')
    expect(records.map(({ raw }) => raw)).toStrictEqual([undefined, '"x\ny",2,3', '9,x"y', undefined])
  })

  test('the wrong number of cells is told', async () => {
    const [record] = await readAll('a,b\n1,2,3\n')
    expect(record?.problem?.message).toContain('Expected 2 cells, got 3.')
  })

  test('what is kept of a long record ends at 4 KiB, never inside a character', async () => {
    const [record] = await readAll(`a,b\n${'é'.repeat(3000)}\n`, { format: 'csv' })
    expect(record?.raw).toBe('é'.repeat(2048))
  })

  test('a file of nothing but broken rows is read in linear time', { timeout: 5000 }, async () => {
    const records = await readAll(`a,b\n${'9,x"y\n'.repeat(100_000)}`)
    expect(records).toHaveLength(100_000)
    expect(records.every(({ problem }) => problem?.code === 'csv_quote')).toBe(true)
  })

  test.each([
    ['a name twice', 'a,b,a\n1,2,3\n', 'a (columns 1, 3)'],
    ['an unclosed quote in the header', 'a,"b\n1,2\n', 'quote'],
    ['a quote out of place in the header', 'a,b"c\n1,2\n', 'quote'],
  ])('a header with %s stops the run', async (_, input, part) => {
    await expect(readAll(input, { format: 'csv' })).rejects.toMatchObject({
      name: 'MigrationError',
      reason: 'input',
      code: 'csv_header',
      message: expect.stringContaining(part),
    })
  })
})
