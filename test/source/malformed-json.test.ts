import { describe, expect, test } from 'vitest'
import type { InputOptions } from '../../src/source/open-input.js'
import { outcomesOf, readAll, type Outcome } from './read-all.js'

interface Case {
  input: string
  options?: Partial<InputOptions>
  expected: Outcome[]
}

const one = { id: 1, n: 'x' }
const two = { id: 2, n: 'y' }
const [oneText, twoText] = [JSON.stringify(one), JSON.stringify(two)]

/** The same damage in a list on one line, one element a line, and indented. */
const inThreeLayouts = (name: string, element: string, code: string): Record<string, Case> => ({
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

const long = 'x'.repeat(8 * 1024 * 1024)

const cases: Record<string, Case> = {
  ...inThreeLayouts('a value missing', '{"id":9,"n":}', 'json_syntax'),
  ...inThreeLayouts('a key without quotes', '{id:9}', 'json_syntax'),
  ...inThreeLayouts('single quotes', "{'id':9}", 'json_syntax'),
  ...inThreeLayouts('a comma before the brace', '{"id":9,}', 'json_syntax'),
  ...inThreeLayouts('a comma missing inside', '{"id":9 "n":"z"}', 'json_syntax'),
  ...inThreeLayouts('a colon missing', '{"id" 9}', 'json_syntax'),
  ...inThreeLayouts('an unknown escape', '{"id":9,"n":"\\x"}', 'json_syntax'),
  ...inThreeLayouts('NaN', '{"id":NaN}', 'json_syntax'),
  ...inThreeLayouts('True of Python', '{"id":True}', 'json_syntax'),
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
  'a file cut before the list': {
    input: '{"kind":"x","use',
    options: { format: 'json' },
    expected: [[1, 'json_truncated']],
  },
  'an open list': { input: '[', expected: [[1, 'json_truncated']] },
  'an open object': { input: '{', expected: [[1, 'json_truncated']] },
  'text before the list': {
    input: `Exported 2 users\n[${oneText},${twoText}]`,
    options: { format: 'json' },
    expected: [
      [1, 'json_syntax'],
      [2, one],
      [2, two],
    ],
  },
  'text behind the list': {
    input: `[${oneText},${twoText}]\nDone in 3 s\n`,
    expected: [
      [1, one],
      [1, two],
      [2, 'json_syntax'],
    ],
  },
  'no JSON at all': {
    input: 'a,b\n1,2\n',
    options: { format: 'json' },
    expected: [
      [1, 'json_syntax'],
      [2, 'json_syntax'],
    ],
  },
  'a lone bracket behind the list': {
    input: `[${oneText},${twoText}]]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_syntax'],
    ],
  },
  'pages one after another': {
    input: `[${oneText}][${twoText}]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'envelopes one after another': {
    input: `{"users":[${oneText}],"next":"t"}\n{"users":[${twoText}],"next":null}\n`,
    expected: [
      [1, one],
      [2, two],
    ],
  },
  'envelopes with a broken element between': {
    input: `{"users":[${oneText},{"id":}]}\n{"users":[${twoText}]}\n`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [2, two],
    ],
  },
  'pages in a list': {
    input: `[[${oneText}],[],[${twoText}]]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'an opening bracket too many': {
    input: `[${oneText},[${twoText}]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
  'a word and no sound element before it': {
    input: `[oops,${oneText},${twoText}]`,
    expected: [
      [1, 'json_syntax'],
      [1, one],
      [1, two],
    ],
  },
  'garbage that holds an object': {
    input: `[${oneText},x"id":9,"r":[{"id":5},{"id":6}]},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'an empty page': { input: `{"users":[]}\n{"users":[${twoText}]}\n`, expected: [[2, two]] },
  'objects one after another': {
    input: `{\n"id":1,"n":"x"\n}\n{\n"id":9,"n":}\n{\n"id":2,"n":"y"\n}\n`,
    expected: [
      [1, one],
      [4, 'json_syntax'],
      [6, two],
    ],
  },
  'a record alone': { input: '{\n"id":1,"n":"x"\n}', expected: [[1, one]] },
  'an empty list': { input: '[]', expected: [] },
  'an empty list in an envelope': { input: '{"users":[]}', expected: [] },
  nothing: { input: '', options: { format: 'json' }, expected: [] },
  'a byte order mark': {
    input: `\uFEFF[${oneText},{"id":},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'a byte order mark between pages': {
    input: `[${oneText}]\n\uFEFF[${twoText}]`,
    expected: [
      [1, one],
      [2, two],
    ],
  },
  'brackets and quotes in strings': {
    input: `[{"id":1,"n":"}]\\"{["},{"id":},${twoText}]`,
    expected: [
      [1, { id: 1, n: '}]"{[' }],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  CRLF: {
    input: `[\r\n${oneText},\r\n{"id":"9},\r\n${twoText}\r\n]\r\n`,
    expected: [
      [2, one],
      [3, 'json_syntax'],
      [4, two],
    ],
  },
  'an element over 8 MiB, one element a line': {
    input: `[\n${oneText},\n{"id":9,"n":"${long}"},\n${twoText}\n]`,
    expected: [
      [2, one],
      [3, 'json_element_too_large'],
      [4, two],
    ],
  },
  'a long stretch without a sound element': {
    input: `[${oneText},{"id":9,"n":"J "JD" D"${' '.repeat(70_000)}`,
    expected: [
      [1, one],
      [1, 'json_unrecoverable'],
    ],
  },
  'a key called __proto__': {
    input: `[{"__proto__":{"x":1}},{"id":},${twoText}]`,
    expected: [
      [1, JSON.parse('{"__proto__":{"x":1}}')],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'nested too deep to follow': {
    input: `[${oneText},{"id":${'['.repeat(3000)}${']'.repeat(3000)}},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
}

describe('malformed JSON', () => {
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

  test('a rejected element is shown as it stands in the file, and no more than it', async () => {
    const records = await readAll(`[${oneText},\n{"id":9,"n":"J "JD" D"} ,\n${twoText}]`)
    expect(records[1]?.raw).toBe('{"id":9,"n":"J "JD" D"}')
    expect(records[1]?.problem?.message).toContain("line 2, column 17: expected ',' or '}' after a value")
  })

  test('a path that leads nowhere stops the run', async () => {
    await expect(readAll(`{"users":[${oneText}]}`, { jsonPath: 'data.users' })).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'json_path',
    })
  })

  test('several lists without a known name stop the run', async () => {
    await expect(readAll(`{"people":[${oneText}],"groups":[${twoText}]}`)).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'json_array_ambiguous',
      message: expect.stringContaining('people, groups'),
    })
  })
})
