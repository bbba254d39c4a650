import type { MalformedCase } from './malformed-case.js'
import type { Outcome } from './read-all.js'

const one = { a: '1', b: '2' }
const two = { a: '3', b: '4' }
const longCell = 'x'.repeat(1024 * 1024)

export const csvFiles: Record<string, MalformedCase> = {
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
