import { describe, expect, test } from 'vitest'
import { outcomesOf, readAll, type Outcome } from './read-all.js'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const utf16le = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le')
const utf16be = (text: string): Buffer => utf16le(text).swap16()
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

const csv = 'a,b\nJosé,日本\n😀,x\n'
const csvOutcomes: Outcome[] = [
  [2, { a: 'José', b: '日本' }],
  [3, { a: '😀', b: 'x' }],
]

const cases: Record<string, { input: Buffer; expected: Outcome[] }> = {
  'UTF-8': { input: Buffer.from(csv), expected: csvOutcomes },
  'UTF-8 with a mark': { input: Buffer.from(`\uFEFF${csv}`), expected: csvOutcomes },
  'UTF-16 little endian': { input: utf16le(csv), expected: csvOutcomes },
  'UTF-16 big endian': { input: utf16be(csv), expected: csvOutcomes },
  'UTF-16 without a mark': {
    input: Buffer.from('a,b\n1,2\n3,4\n', 'utf16le'),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, { a: '3', b: '4' }],
    ],
  },
  'UTF-16 big endian without a mark': {
    input: Buffer.from('{"a":1}\n{"a":2}\n', 'utf16le').swap16(),
    expected: [
      [1, { a: 1 }],
      [2, { a: 2 }],
    ],
  },
  'Latin-1 in one CSV row': {
    input: latin1('a,b\n1,2\nJos\xe9,9\n3,4\n'),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, 'invalid_encoding'],
      [4, { a: '3', b: '4' }],
    ],
  },
  'Latin-1 in a quoted cell': {
    input: latin1('a,b\n1,2\n"Jos\xe9, x",9\n"3",4\n'),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, 'invalid_encoding'],
      [4, { a: '3', b: '4' }],
    ],
  },
  'Latin-1 in the last cell without a line end': {
    input: latin1('a,b\n1,2\n9,Jos\xe9'),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, 'invalid_encoding'],
    ],
  },
  'Latin-1 in one NDJSON line': {
    input: latin1('{"a":1}\n{"a":"Jos\xe9"}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'Latin-1 outside of strings in NDJSON': {
    input: latin1('{"a":1}\n{"a":\xe9}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'Latin-1 in one JSON element': {
    input: latin1('[{"a":1},{"a":"Jos\xe9"},{"a":2}]'),
    expected: [
      [1, { a: 1 }],
      [1, 'invalid_encoding'],
      [1, { a: 2 }],
    ],
  },
  'a character cut in two by the end': {
    input: bytes('{"a":1}\n{"a":2}\n', [0xe6, 0x97]),
    expected: [
      [1, { a: 1 }],
      [2, { a: 2 }],
      [3, 'invalid_encoding'],
    ],
  },
  'an overlong slash': {
    input: bytes('{"a":1}\n{"a":"', [0xc0, 0xaf], '"}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'a surrogate in UTF-8': {
    input: bytes('{"a":1}\n{"a":"', [0xed, 0xa0, 0x80], '"}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'beyond U+10FFFF': {
    input: bytes('{"a":1}\n{"a":"', [0xf4, 0x90, 0x80, 0x80], '"}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'a lone continuation byte': {
    input: bytes('{"a":1}\n{"a":"', [0x80], '日"}\n{"a":2}\n'),
    expected: [
      [1, { a: 1 }],
      [2, 'invalid_encoding'],
      [3, { a: 2 }],
    ],
  },
  'a replacement character of the source is text': {
    input: bytes('a,b\n\uFFFD,2\n', [0xff], ',9\n\uFFFD,4\n'),
    expected: [
      [2, { a: '\uFFFD', b: '2' }],
      [3, 'invalid_encoding'],
      [4, { a: '\uFFFD', b: '4' }],
    ],
  },
  'a noncharacter of the source is text': {
    input: bytes('a,b\n\uFDD0x\uFDD1,2\n', [0xff], ',9\n'),
    expected: [
      [2, { a: '\uFDD0x\uFDD1', b: '2' }],
      [3, 'invalid_encoding'],
    ],
  },
  'half a surrogate pair in UTF-16': {
    input: utf16le('a,b\n1,2\n\ud83d,9\n9,\ude00\n3,4\n'),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, 'invalid_encoding'],
      [4, 'invalid_encoding'],
      [5, { a: '3', b: '4' }],
    ],
  },
  'an odd byte at the end of UTF-16': {
    input: Buffer.concat([utf16le('a,b\n1,2\n'), Buffer.from([0x41])]),
    expected: [
      [2, { a: '1', b: '2' }],
      [3, 'csv_column_count'],
    ],
  },
}

describe('encoding', () => {
  test.each(Object.entries(cases))('%s', async (_, { input, expected }) => {
    for (const chunkBytes of [1 << 20, 1, 2, 3, 5, 7]) {
      expect(outcomesOf(await readAll(input, { strict: true }, chunkBytes))).toStrictEqual(expected)
    }
  })

  test.each([
    ['a column', latin1('id,full name\n1,Jos\xe9\n'), 'full name'],
    ['a path in JSON', latin1('{"a":{"b":[0,{"c":"\xe9"}]}}\n{"a":1}\n'), 'a.b[1].c'],
    ['a key in JSON', latin1('{"a":{"\xe9":1}}\n{"a":1}\n'), 'a.\\xE9'],
  ])('the field is named: %s', async (_, input, field) => {
    const [record] = await readAll(input, { strict: true })
    expect(record?.problem).toMatchObject({ code: 'invalid_encoding', field })
  })

  test('invalid bytes are shown by their value', async () => {
    const [row] = await readAll(latin1('a,b\nJos\xe9,"\xff"\n'), { strict: true })
    expect(row?.raw).toBe('Jos\\xE9,"\\xFF"')
    const [unit] = await readAll(utf16le('a,b\n\ud83d,9\n'))
    expect(unit?.raw).toBe('\\uD83D,9')
  })

  test('invalid bytes in the header stop the run', async () => {
    await expect(readAll(latin1('id,nam\xe9\n1,2\n'), { strict: true })).rejects.toMatchObject({
      code: 'csv_header',
    })
  })
})
