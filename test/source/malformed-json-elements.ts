import type { MalformedCase } from './malformed-case.js'

const one = { id: 1, n: 'x' }
const two = { id: 2, n: 'y' }
const [oneText, twoText] = [JSON.stringify(one), JSON.stringify(two)]

/** The same damage in a list on one line, one element a line, and indented. */
const inThreeLayouts = (name: string, element: string, code: unknown): Record<string, MalformedCase> => ({
  [`${name}, all on one line`]: {
    input: `[${oneText},${element},${twoText}]`,
    expected: [
      [1, one],
      [1, code],
      [1, two],
    ],
  },
  [`${name}, one element a line`]: {
    input: `[\n${oneText},\n${element},\n${twoText}\n]\n`,
    expected: [
      [2, one],
      [3, code],
      [4, two],
    ],
  },
  [`${name}, indented in an envelope`]: {
    input: `{\n  "users": [\n    ${oneText},\n    ${element},\n    ${twoText}\n  ]\n}\n`,
    expected: [
      [3, one],
      [4, code],
      [5, two],
    ],
  },
})

export const jsonElements: Record<string, MalformedCase> = {
  ...inThreeLayouts('a value missing', '{"id":9,"n":}', 'json_syntax'),
  ...inThreeLayouts('a key without quotes', '{id:9}', { id: 9 }),
  ...inThreeLayouts('single quotes', "{'id':9}", { id: 9 }),
  ...inThreeLayouts('a comma before the brace', '{"id":9,}', { id: 9 }),
  ...inThreeLayouts('a comma missing inside', '{"id":9 "n":"z"}', 'json_syntax'),
  ...inThreeLayouts('a colon missing', '{"id" 9}', 'json_syntax'),
  ...inThreeLayouts('an unknown escape', '{"id":9,"n":"\\x"}', 'json_syntax'),
  ...inThreeLayouts('NaN', '{"id":NaN}', 'json_syntax'),
  ...inThreeLayouts('True of Python', '{"id":True}', 'json_python'),
  ...inThreeLayouts('a tab in a string', '{"id":9,"n":"\t"}', 'json_syntax'),
  ...inThreeLayouts('a closing quote missing', '{"id":9,"n":"z}', 'json_syntax'),
  ...inThreeLayouts('an opening quote missing', '{"id":9,"n":z"}', 'json_syntax'),
  ...inThreeLayouts('an inner quote not escaped', '{"id":9,"n":"J "JD" D"}', 'json_syntax'),
  ...inThreeLayouts('a bracket missing', '{"id":9,"n":["z"}', 'json_syntax'),
  ...inThreeLayouts('a closing brace missing', '{"id":9,"n":"z"', 'json_syntax'),
  ...inThreeLayouts('an inner brace missing', '{"id":9,"n":{"z":1}', 'json_syntax'),
  ...inThreeLayouts('an opening brace too many', '{{"id":9}', 'json_syntax'),
  ...inThreeLayouts('brackets crossed', '{"id":[9}]', 'json_syntax'),
  ...inThreeLayouts('a number', '9', 'json_not_object'),
  ...inThreeLayouts('a string', '"a,b"', 'json_not_object'),
  ...inThreeLayouts('null', 'null', 'json_not_object'),
  ...inThreeLayouts('a word', 'oops', 'json_syntax'),
  ...inThreeLayouts('a comment inside', '{"id":/* it\'s "9" { */9}', { id: 9 }),
  ...inThreeLayouts('a comment before', '/* it\'s "9" { */ {"id":9}', { id: 9 }),
  ...inThreeLayouts('the mongo shell', '{ _id : NumberLong("90071992547409931"), at: new Date(0) }', {
    _id: '90071992547409931',
    at: { $date: '1970-01-01T00:00:00.000Z' },
  }),
  ...inThreeLayouts('nested 501 levels deep', `{"id":${'['.repeat(500)}${']'.repeat(500)}}`, 'json_too_deep'),
  ...inThreeLayouts(
    'nested 500,000 levels deep',
    `{"id":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
    'json_too_deep',
  ),
  ...inThreeLayouts('nested deep and never closed', `{"id":${'{"a":'.repeat(5000)}`, 'json_too_deep'),
  'nested objects that look like records are none': {
    input: `[${JSON.stringify({ id: 1, n: 'x', roles: [{ id: 5 }, { id: 6 }] })},{"id":9,"n":"J "JD" D","roles":[{"id":5},{"id":6}]},${JSON.stringify({ id: 2, n: 'y', roles: [] })}]`,
    expected: [
      [1, { id: 1, n: 'x', roles: [{ id: 5 }, { id: 6 }] }],
      [1, 'json_syntax'],
      [1, { id: 2, n: 'y', roles: [] }],
    ],
  },
  'a broken element over several lines': {
    input:
      '[\n  {\n    "id": 1,\n    "n": "x"\n  },\n  {\n    "id": 9,\n    "n": "z,\n    "o": [\n      {\n        "id": 5\n      }\n    ]\n  },\n  {\n    "id": 2,\n    "n": "y"\n  }\n]\n',
    expected: [
      [2, one],
      [6, 'json_syntax'],
      [15, two],
    ],
  },
  'a comma missing between elements': {
    input: `[${oneText}${twoText}]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'a comma missing between lines': {
    input: `[\n${oneText}\n${twoText}\n]`,
    expected: [
      [2, one],
      [3, two],
    ],
  },
  'two commas between elements': {
    input: `[${oneText},,${twoText}]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'a comma behind the last element': {
    input: `[${oneText},${twoText},]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'a brace too many behind an element': {
    input: `[${oneText}},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'a bracket in the middle of a list': {
    input: `[${oneText}],${twoText}]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_syntax'],
    ],
  },
  'a bracket in the middle of a list in an envelope': {
    input: `{"users":[${oneText}],${twoText}],"x":1}`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'a broken last element': {
    input: `[${oneText},${twoText},{"id":]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_syntax'],
    ],
  },
  'a broken last element, one a line': {
    input: `[\n${oneText},\n${twoText},\n{"id":"9}\n]\n`,
    expected: [
      [2, one],
      [3, two],
      [4, 'json_syntax'],
    ],
  },
  'a broken first element': {
    input: `[{"id":9,"n":"J "JD" D"},${oneText},${twoText}]`,
    expected: [
      [1, 'json_syntax'],
      [1, one],
      [1, two],
    ],
  },
  'two broken elements': {
    input: `[${oneText},{"id":9,"n":"z},{"id":8,"n":"z},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'only broken elements': {
    input: '[{"id":},{"id":},{"id":}]',
    expected: [
      [1, 'json_syntax'],
      [1, 'json_syntax'],
      [1, 'json_syntax'],
    ],
  },
  'a file cut in an element': {
    input: `[${oneText},${twoText},{"id":9,"n`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
  'a file cut in a nested list': {
    input: `[${oneText},${twoText},{"id":9,"n":[{"id":5},{"id":6},`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
  'a file cut behind a comma': {
    input: `[${oneText},\n${twoText},\n`,
    expected: [
      [1, one],
      [2, two],
      [3, 'json_truncated'],
    ],
  },
  'a file cut behind an element': {
    input: `[${oneText},\n${twoText}`,
    expected: [
      [1, one],
      [2, two],
      [2, 'json_truncated'],
    ],
  },
  'a file cut behind the list of an envelope': {
    input: `{"users":[${oneText},${twoText}]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
  'a file cut in an envelope': {
    input: `{"users":[${oneText},${twoText},{"id"`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
}
