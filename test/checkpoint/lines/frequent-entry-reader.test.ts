import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entrySchema } from '../../../src/checkpoint/entry.js'
import { encodeEntry, LineChain, verifyLine } from '../../../src/checkpoint/lines/entry-line.js'
import { FrequentEntryReader } from '../../../src/checkpoint/lines/frequent-entry-reader.js'

const count = fc.nat({ max: 2 ** 40 })
const ordinal = fc.integer({ min: 1, max: 2 ** 40 })
const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('auth0|5f', 'a"b', 'a\\b', 'jané', '\u0007'),
)

const begin = fc.record({ t: fc.constant('begin'), n: ordinal, key: text, at: count })
const created = fc
  .record(
    { n: ordinal, id: text, at: count, ms: count, left: fc.nat(999), fp: text, sh: ordinal },
    { requiredKeys: ['n', 'id', 'at', 'ms', 'left'] },
  )
  .map(({ n, id, at, ms, left, ...prints }) => ({ t: 'created', n, id, at, ms, left, ...prints }))

const reader = new FrequentEntryReader(new LineChain(false))

/** Reads a line from the middle of a block. */
const read = (line: string) => {
  const bytes = Buffer.from(`before\n${line}\nbehind`)
  return reader.read(bytes, 7, bytes.length - 7)
}

/** The line of this JSON, with its checksum. */
const seal = (json: string): string =>
  `${json.slice(0, -1)},"c":"${crc32(json).toString(16).padStart(8, '0')}"}`

describe('FrequentEntryReader', () => {
  it('reads what JSON.parse reads, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(begin, created), (entry) => {
        const line = encodeEntry(entry).trimEnd()
        expect(JSON.parse(verifyLine(line) ?? '')).toEqual(entry)
        const parsed = read(line)
        if (parsed !== undefined) expect(parsed).toEqual(entry)
      }),
    )
  })

  it('takes no line in which a byte is changed', () => {
    fc.assert(
      fc.property(
        fc.oneof(begin, created),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (entry, place, change) => {
          const bytes = Buffer.from(encodeEntry(entry).trimEnd())
          const index = place % bytes.length
          bytes[index]! ^= change
          expect(reader.read(bytes, 0, bytes.length)).toBeUndefined()
        },
      ),
    )
  })

  it.each([
    { t: 'begin', n: 1, key: 'user-1', at: 68 },
    { t: 'begin', n: 1, key: '', at: 0 },
    { t: 'begin', n: 1, key: 'jané', at: 0 },
    { t: 'created', n: 2, id: 'raxwqa6xvxj5', at: 80, ms: 9, left: 0 },
    { t: 'created', n: 2, id: 'raxwqa6xvxj5', at: 80, ms: 9, left: 0, sh: 3 },
    { t: 'created', n: 2, id: 'raxwqa6xvxj5', at: 80, ms: 9, left: 3, fp: '4f9b48fb.1dea5ece....', sh: 1 },
  ])('takes the usual form: %j', (entry) => {
    expect(read(encodeEntry(entry).trimEnd())).toEqual(entry)
    expect(entrySchema.safeParse(entry).success).toBe(true)
  })

  it.each([
    '{"t":"begin","n":0,"key":"a","at":1}',
    '{"t":"begin","n":01,"key":"a","at":1}',
    '{"t":"begin","n":1,"key":"a\\"b","at":1}',
    '{"t":"begin","n":1,"key":"a\\\\","at":1}',
    '{"t":"begin","n":1,"key":"a"}',
    '{"t":"begin","n":1.5,"key":"a","at":1}',
    '{"t":"begin","n":1,"key":"a","at":1,"x":1}',
    '{"t":"created","n":1,"id":"","at":1,"ms":1,"left":0}',
    '{"t":"created","n":1,"id":"a","at":1,"ms":1,"left":0,"sh":0}',
    '{"t":"created","n":1,"id":"a","at":1,"ms":1,"left":0,"x":1}',
    '{"t":"adopted","n":1,"id":"a","at":1,"ms":1,"left":0}',
    '{"t":"open","at":1}',
    '{}',
  ])('leaves everything else to others: %s', (json) => expect(read(seal(json))).toBeUndefined())
})
