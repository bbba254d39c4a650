import { describe, expect, test } from 'vitest'
import type { InputOptions } from '../../src/source/input/input-options.js'
import { outcomesOf, readAll, type Outcome } from './read-all.js'

interface Case {
  input: string
  options?: Partial<InputOptions>
  expected: Outcome[]
}

const one = { a: 1 }
const two = { a: 2 }
const around = (line: string, code: unknown): Case => ({
  input: `{"a":1}\n${line}\n{"a":2}\n`,
  expected: [
    [1, one],
    [2, code],
    [3, two],
  ],
})
const long = 'x'.repeat(8 * 1024 * 1024)

const cases: Record<string, Case> = {
  'a brace missing at the end': around('{"a":9', 'json_syntax'),
  'a brace missing at the start': around('"a":9}', 'json_syntax'),
  'a brace too many': around('{"a":9}}', 'json_syntax'),
  'a bracket missing': around('{"a":[9}', 'json_syntax'),
  'a quote missing': around('{"a":"9}', 'json_syntax'),
  'a quote missing on the key': around('{a":9}', 'json_syntax'),
  'a key without quotes': around('{a:9}', { a: 9 }),
  'single quotes': around("{'a':9}", { a: 9 }),
  'a comma missing': around('{"a":9 "b":9}', 'json_syntax'),
  'a colon missing': around('{"a" 9}', 'json_syntax'),
  'a value missing': around('{"a":}', 'json_syntax'),
  'a comma before the brace': around('{"a":9,}', { a: 9 }),
  'a comma before the bracket': around('{"a":[9,]}', { a: [9] }),
  'two commas': around('{"a":9,,"b":9}', 'json_syntax'),
  'a comma behind the object': around('{"a":9},', { a: 9 }),
  'objects joined by a comma': around('{"a":9},{"a":9}', 'json_syntax'),
  'an object and half an object': around('{"a":9}{"a":', 'json_syntax'),
  'an inner quote not escaped': around('{"a":"J "JD" D"}', 'json_syntax'),
  'an unknown escape': around('{"a":"\\x41"}', 'json_syntax'),
  'a short unicode escape': around('{"a":"\\u12"}', 'json_syntax'),
  'a tab in a string': around('{"a":"9\t9"}', 'json_syntax'),
  'a NUL in a string': { ...around('{"a":"9\0"}', 'json_syntax'), options: { format: 'ndjson' } },
  NaN: around('{"a":NaN}', 'json_syntax'),
  undefined: around('{"a":undefined}', { a: null }),
  'True of Python': around('{"a":True}', 'json_python'),
  'a number with a leading zero': around('{"a":09}', 'json_syntax'),
  'a number with a plus': around('{"a":+9}', 'json_syntax'),
  'a hexadecimal number': around('{"a":0x9}', 'json_syntax'),
  'a comment': {
    input: '{"a":1}\n// note\n{"a":2}\n',
    expected: [
      [1, one],
      [3, two],
    ],
  },
  'half a comment': around('/* note', 'json_syntax'),
  'a comment behind an object': around('{"a":9} // note', { a: 9 }),
  'None of Python': around("{'a': None}", 'json_python'),
  'a value that only the mongo shell writes': around('{"a":ObjectId("5f1b2c3d4e5f6a7b8c9d0e1f")}', {
    a: { $oid: '5f1b2c3d4e5f6a7b8c9d0e1f' },
  }),
  'a call that nobody knows': around('{"a":Oops("9")}', 'json_syntax'),
  'nested 501 levels deep': around(`{"a":${'['.repeat(500)}${']'.repeat(500)}}`, 'json_too_deep'),
  'nested 5,000 levels deep': around(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'json_too_deep'),
  'a word': around('done', 'json_syntax'),
  'half a line of an array': around('[', 'json_syntax'),
  'an array': around('[{"a":9}]', 'ndjson_not_object'),
  'a string': around('"a"', 'ndjson_not_object'),
  'a number': around('9', 'ndjson_not_object'),
  'a literal': around('true', 'ndjson_not_object'),
  null: around('null', 'ndjson_not_object'),
  'an empty array': around('[]', 'ndjson_not_object'),
  'a CSV row': around('9,9', 'json_syntax'),
  'an object over two lines': {
    input: '{"a":1}\n{"a":\n9}\n{"a":2}\n',
    expected: [
      [1, one],
      [2, 'json_syntax'],
      [3, 'json_syntax'],
      [4, two],
    ],
  },
  'a last line cut short': {
    input: '{"a":1}\n{"a":2}\n{"a":',
    expected: [
      [1, one],
      [2, two],
      [3, 'json_syntax'],
    ],
  },
  'a first line broken': {
    input: '{"a":\n{"a":1}\n{"a":2}\n',
    expected: [
      [1, 'json_syntax'],
      [2, one],
      [3, two],
    ],
  },
  'blank lines count for nothing': {
    input: '\n{"a":1}\n\n \t\n{"a":\n\n{"a":2}\n\n',
    expected: [
      [2, one],
      [5, 'json_syntax'],
      [7, two],
    ],
  },
  CRLF: {
    input: '{"a":1}\r\n{"a":\r\n\r\n{"a":2}\r\n',
    expected: [
      [1, one],
      [2, 'json_syntax'],
      [4, two],
    ],
  },
  'no line end at the end': {
    input: '{"a":1}\n9\n{"a":2}',
    expected: [
      [1, one],
      [2, 'ndjson_not_object'],
      [3, two],
    ],
  },
  'two objects on one line': {
    input: '{"a":1}\n{"a":2}{"a":1}\n{"a":\n',
    options: { format: 'ndjson' },
    expected: [
      [1, one],
      [2, two],
      [2, one],
      [3, 'json_syntax'],
    ],
  },
  'two objects with a space between': {
    input: '{"a":1}\n{"a":2} {"a":1}\n9\n',
    options: { format: 'ndjson' },
    expected: [
      [1, one],
      [2, two],
      [2, one],
      [3, 'ndjson_not_object'],
    ],
  },
  'braces in strings': {
    input: '{"a":"}{"}\n{"a":"\\"}{"}{"a":1}\n{"a":2}\n',
    expected: [
      [1, { a: '}{' }],
      [2, { a: '"}{' }],
      [2, one],
      [3, two],
    ],
  },
  'a byte order mark on a later line': {
    input: '{"a":1}\n\uFEFF{"a":2}\n9\n',
    expected: [
      [1, one],
      [2, two],
      [3, 'ndjson_not_object'],
    ],
  },
  'record separators': {
    input: '\u001e{"a":1}\n\u001e{"a":\n\u001e{"a":2}\n',
    expected: [
      [1, one],
      [2, 'json_syntax'],
      [3, two],
    ],
  },
  'a line over 8 MiB': {
    input: `{"a":1}\n{"a":"${long}"}\n{"a":2}\n`,
    options: { format: 'ndjson' },
    expected: [
      [1, one],
      [2, 'ndjson_line_too_long'],
      [3, two],
    ],
  },
  'a last line over 8 MiB': {
    input: `{"a":1}\n{"a":"${long}"}`,
    options: { format: 'ndjson' },
    expected: [
      [1, one],
      [2, 'ndjson_line_too_long'],
    ],
  },
  'a key called __proto__': {
    input: '{"__proto__":{"x":1}}\n{"a":\n',
    options: { format: 'ndjson' },
    expected: [
      [1, JSON.parse('{"__proto__":{"x":1}}')],
      [2, 'json_syntax'],
    ],
  },
  'an escaped half of a surrogate pair is no syntax error': {
    input: '{"a":"\\ud800"}\n{"a":\n',
    options: { format: 'ndjson' },
    expected: [
      [1, { a: '\ud800' }],
      [2, 'json_syntax'],
    ],
  },
  nothing: { input: '', options: { format: 'ndjson' }, expected: [] },
  'only blank lines': { input: '\n \n\r\n', options: { format: 'ndjson' }, expected: [] },
}

describe('malformed NDJSON', () => {
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

  test.each([
    ['{"a":"secret", b}', 'line 2, column 16: expected a key in double quotes'],
    ['{"a":"secret"', "line 2, column 14: it ends too early (expected ',' or '}' after a value)"],
    ['{"a":"secret" "b":1}', "line 2, column 15: expected ',' or '}' after a value"],
    ['{"a":"secret}', 'line 2, column 14: it ends too early (a string is not closed)'],
    ['{"a":[1,,2]}', 'line 2, column 9: expected a value'],
    ['{"a":1}secret', 'line 2, column 8: expected the end, got more text'],
    ['{"a":"\\secret"}', 'line 2, column 7: an unknown escape in a string'],
    ['{"a":secret}', 'line 2, column 6: expected a value'],
  ])('%s is explained with its place and without its content', async (line, part) => {
    const records = await readAll(`{"a":1}\n${line}\n{"a":1}\n`)
    expect(records[1]?.problem?.message).toContain(part)
    expect(records[1]?.problem?.message).not.toContain('secret')
    expect(records[1]?.raw).toBe(line)
  })

  test('a value of another kind is named', async () => {
    const records = await readAll('{"a":1}\n[]\n{"a":1}\n')
    expect(records[1]?.problem?.message).toBe('Expected an object on the line, got an array.')
  })
})
