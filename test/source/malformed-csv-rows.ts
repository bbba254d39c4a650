import type { MalformedCase } from './malformed-case.js'

const one = { a: '1', b: '2' }
const two = { a: '3', b: '4' }

export const csvRows: Record<string, MalformedCase> = {
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
}
