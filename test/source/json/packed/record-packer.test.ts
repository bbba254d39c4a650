import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordCounter } from '../../../../src/source/input/record-counter.js'
import { isJsonObject } from '../../../../src/source/json/judge-json.js'
import { RecordPacker } from '../../../../src/source/json/packed/record-packer.js'
import { RecordUnpacker } from '../../../../src/source/json/packed/record-unpacker.js'
import { parseJson } from '../../../../src/source/json/values/parse-json.js'
import type { SourceRecord } from '../../../../src/source/source-record.js'

/** What becomes of texts that are packed, some at a time, and unpacked; and how often long numbers were met. */
const throughPacker = (
  texts: readonly string[],
  perBatch = 7,
): { records: SourceRecord[]; longs: number } => {
  const packer = new RecordPacker()
  const unpacker = new RecordUnpacker()
  const counter = new RecordCounter()
  const records: SourceRecord[] = []
  let longs = 0
  for (let from = 0; from < texts.length; from += perBatch) {
    const batch = texts.slice(from, from + perBatch).map((text, index): SourceRecord => {
      const line = from + index + 1
      // In the middle of another text, as a line of a block is.
      const padded = `}${text}{"`
      const record = packer.take(padded, 1, text.length + 1, () => (longs += 1))
      const place = { ordinal: 0, file: '', line }
      return record === undefined
        ? { ...place, record, problem: { code: 'json_syntax', message: text }, raw: `${text}\n\n` }
        : { ...place, record, problem: undefined, raw: undefined }
    })
    for (const step of unpacker.unpack(structuredClone(packer.pack(batch)), counter)) records.push(...step)
  }
  return { records, longs }
}

const expectSame = (texts: readonly string[], perBatch?: number): void => {
  const { records, longs } = throughPacker(texts, perBatch)
  let expectedLongs = 0
  expect(records).toHaveLength(texts.length)
  for (const [index, text] of texts.entries()) {
    const value = parseJson(text, () => (expectedLongs += 1))
    const { record, problem, ordinal, line, raw } = records[index]!
    expect([ordinal, line]).toEqual([index + 1, index + 1])
    if (value === undefined || !isJsonObject(value)) {
      expect([record, problem?.message, raw]).toEqual([undefined, text, `${text}\n\n`])
    } else {
      // `toStrictEqual` takes a key `constructor` for what made the object.
      expect(isDeepStrictEqual(record, value), text).toBe(true)
      expect(JSON.stringify(record)).toBe(JSON.stringify(value))
    }
  }
  expect(longs).toBe(expectedLongs)
}

const sound = String.raw`true false null {} [] -0 0 -1 -0.5 0.1 1e5 12345678901234567890 123456789012345
  1234567890123456 1.10 0.12345678901234567 9007199254740993 -12.5 "\/" "\u00e9" "\ud800" "a\"b" "\\" "😀名前" ""
  "12345678901234567890"`

/** None of these is JSON. */
const broken = String.raw`01 1. .5 - +1 tru nul True "\x" "\u12" "open NaN`

const scalars = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)) },
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom(...sound.split(/\s+/), ...broken.split(' '), '"tab\tin it"', '1 2', ''),
)

/** Records of a few shapes, as one program writes them, with the blanks that it writes. */
const shapes: readonly ((cells: readonly string[]) => string)[] = [
  ([a, b, c]) => `{"id":${a},"email":${b},"note":${c}}`,
  ([a, b, c]) => `{"id":${a},"email":${b},"note":[${c}]}`,
  ([a, b, c]) => `{"id":${a},"email":{"at":${b}},"note":[${c},${a}]}\r`,
  ([a, b, c]) => `{ "id": ${a}, "email": ${b},\n  "note": ${c} }`,
  ([a, b]) => `{"id":${a},"id":${b}}`,
  ([a, b]) => `{"id":${a},"__proto__":${b}}`,
  ([a, b]) => `{"b":${a},"2":${b},"1":${a}}`,
  ([a, b]) => String.raw`{"id":${a},"constructor":${b},"\u0061":${a}}`,
  ([a]) => `{"id":${a}`,
  ([a]) => `${a}`,
  ([a]) => `{"id":${a}}{"id":${a}}`,
  () => '{}',
  () => ' { } ',
]

describe('records that are packed for another thread', () => {
  it('are what parsing them makes, whatever stands in them', () => {
    const text = fc
      .tuple(fc.nat(shapes.length - 1), fc.array(scalars, { minLength: 3, maxLength: 3 }))
      .map(([shape, cells]) => shapes[shape]!(cells))
    fc.assert(fc.property(fc.array(text, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), expectSame), {
      numRuns: 150,
    })
  })

  it('are what parsing them makes, when a character was lost, changed or added', () => {
    const sound = '{"id":"u-1","n":-12.5,"ok":true,"tags":["a","b\\n"],"profile":{"age":40,"none":null}}'
    const damage = fc.tuple(
      fc.nat(sound.length),
      fc.nat(2),
      fc.constantFrom(...'{}[]",:\\0123456789-+.eEtfn \n\t\u0000x'),
    )
    const damaged = damage.map(
      ([at, cut, put]) =>
        `${sound.slice(0, at)}${cut === 1 ? '' : put}${sound.slice(at + (cut === 2 ? 0 : 1))}`,
    )
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 40 }), (texts) =>
        expectSame([sound, ...texts, sound]),
      ),
      { numRuns: 150 },
    )
  })

  it('have any number of shapes', () => {
    expectSame(
      Array.from({ length: 400 }, (_, n) => `{"id":${n},"key${n}":"value","in":{"k${n % 3}":[${n}]}}`),
    )
    expectSame(
      Array.from({ length: 400 }, (_, n) => `{${Array.from({ length: n }, (__, k) => `"k${k}":${k}`)}}`),
    )
    const deep = (levels: number) => `{"a":${'['.repeat(levels)}1${']'.repeat(levels)}}`
    expectSame([deep(3), deep(14), deep(15), deep(16), deep(498), deep(499), deep(500), deep(3)])
  })
})
