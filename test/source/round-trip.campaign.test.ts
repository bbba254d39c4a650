import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MigrationError } from '../../src/outcome/migration-error.js'
import type { InputOptions } from '../../src/source/input/input-options.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { isPage } from '../../src/source/json/pages/is-page.js'
import { readAll } from './read-all.js'

const chunkBytes = fc.integer({ min: 1, max: 64 })
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
/** Text full of what means something to one of the formats. */
const trickyText = fc.oneof(
  text,
  fc.string({
    unit: fc.constantFrom('"', ',', '\n', '\r', '{', '}', '[', ']', '\\', "'", 'é', '😀', 'a'),
    maxLength: 10,
  }),
)
const object = fc.dictionary(
  fc.oneof(trickyText, fc.constantFrom('id', 'users', '__proto__')),
  fc.oneof(
    trickyText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(trickyText, { maxLength: 3 }),
    fc.jsonValue(),
  ),
  { maxKeys: 4, noNullPrototype: true },
)
/** Whatever else stands in it, a record that holds a list of users is a page of them. */
const isNoPage = (record: object): boolean => {
  const plain: JsonObject = JSON.parse(JSON.stringify(record))
  return !isPage(plain) && !Array.isArray(plain['users'])
}
const records = fc
  .array(object.filter(isNoPage), { maxLength: 20 })
  .map((list) => JSON.parse(JSON.stringify(list)))

/** Whole numbers beyond 2^53 are read as text with all their digits. */
const asRead = (list: unknown): unknown =>
  JSON.parse(JSON.stringify(list), (_, value: unknown) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value))
      ? String(value)
      : value,
  )

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

describe('what is written is read', () => {
  test('CSV', async () => {
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc
          .array(fc.array(trickyText, { minLength: width, maxLength: width }), { maxLength: 20 })
          .map((rows) => ({ width, rows })),
      )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        chunkBytes,
        async ({ width, rows }, lineEnd, endsWithLineEnd, size) => {
          const columns = Array.from({ length: width }, (_, i) => `c${i}`)
          const lines = [columns, ...rows].map((row) => row.map(quoted).join(','))
          const input = lines.join(lineEnd) + (endsWithLineEnd ? lineEnd : '')
          const read = await readAll(input, { format: 'csv', delimiter: ',', quote: '"' }, size)
          // A line feed of a cell is one, whatever ends the rows; a lone CR at the end of input is a line end.
          const expected = rows.map((row) => Object.fromEntries(row.map((cell, i) => [`c${i}`, cell])))
          expect(read.map(({ record }) => record)).toEqual(expected)
          expect(read.map(({ ordinal }) => ordinal)).toEqual(rows.map((_, i) => i + 1))
          let line = 2
          for (const [i, row] of rows.entries()) {
            expect(read[i]?.line).toBe(line)
            line += 1 + row.join('').split('\n').length - 1
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('CSV as csv-parse reads it, whatever the text', async () => {
    const csv = fc.string({
      unit: fc.constantFrom('"', '"', ',', ',', '\n', '\n', 'a', 'b', ' ', 'é', '\r\n'),
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(csv, chunkBytes, async (input, size) => {
        let expected: string[][]
        try {
          expected = parse(input, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] })
        } catch {
          // What csv-parse refuses as a whole must at least be reported.
          const read = await readAll(
            input,
            { format: 'csv', delimiter: ',', quote: '"', columns: ['a', 'b'], strict: true },
            size,
          )
          expect(read.some(({ problem }) => problem?.code === 'csv_quote')).toBe(true)
          return
        }
        const read = await readAll(
          input,
          { format: 'csv', delimiter: ',', quote: '"', columns: ['a', 'b'], strict: true },
          size,
        )
        const good = expected.filter((row) => row.length === 2)
        // Lines inside a row that is rejected for its cell count may be rows by themselves.
        if (expected.every((row) => row.length === 2 || !row.join('').includes('\n'))) {
          expect(read.flatMap(({ record }) => (record ? [Object.values(record)] : []))).toEqual(good)
        }
      }),
      { numRuns: 2000 },
    )
  })

  const layouts: Record<string, (list: unknown[]) => string> = {
    'a list on one line': (list) => JSON.stringify(list),
    'an indented list': (list) => JSON.stringify(list, null, 2),
    'a list in an envelope': (list) => JSON.stringify({ kind: 'x', users: list, next: { a: ['}'] } }),
    'an indented list in an envelope': (list) =>
      JSON.stringify({ meta: [1, 'users'], users: list }, null, '\t'),
    'one page for each': (list) => list.map((item) => JSON.stringify({ Users: [item] })).join('\n') || '[]',
  }
  test.each(Object.entries(layouts))('JSON: %s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(records, chunkBytes, async (list, size) => {
        const read = await readAll(write(list), { format: 'json' }, size)
        expect(read.map(({ record }) => record)).toStrictEqual(asRead(list))
      }),
      { numRuns: 200 },
    )
  })

  test('NDJSON, plain and in gzip', async () => {
    await fc.assert(
      fc.asyncProperty(records, chunkBytes, async (list, size) => {
        const input = list.map((item: unknown) => JSON.stringify(item) + '\n').join('')
        for (const bytes of [Buffer.from(input), gzipSync(input)]) {
          const read = await readAll(bytes, { format: 'ndjson' }, size)
          expect(read.map(({ record }) => record)).toStrictEqual(asRead(list))
          expect(read.map(({ line }) => line)).toStrictEqual(list.map((_: unknown, i: number) => i + 1))
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('whatever the bytes', () => {
  const sample = {
    csv: 'id,name,note\n' + Array.from({ length: 30 }, (_, i) => `${i},"Doe, é${i}","a\nb"\n`).join(''),
    ndjson: Array.from({ length: 30 }, (_, i) => `{"id":${i},"name":"é${i}","r":[{"id":1}]}\n`).join(''),
    json: JSON.stringify(
      Array.from({ length: 30 }, (_, i) => ({ id: i, name: `é${i}`, r: [{ id: 1 }] })),
      null,
      1,
    ),
    envelope: JSON.stringify({
      a: 1,
      users: Array.from({ length: 30 }, (_, i) => ({ id: i, name: `é${i}` })),
    }),
  }
  const edits = fc.array(
    fc.record({ at: fc.nat(3000), bytes: fc.uint8Array({ maxLength: 3 }), cut: fc.nat(3) }),
    { minLength: 1, maxLength: 4 },
  )
  const damage = (input: Buffer, list: { at: number; bytes: Uint8Array; cut: number }[]): Buffer =>
    list.reduce((bytes, { at, bytes: put, cut }) => {
      const start = at % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)])
    }, input)

  const readOrRefuse = async (input: Buffer, options: Partial<InputOptions>, size: number) => {
    try {
      return await readAll(input, options, size)
    } catch (error) {
      expect(error).toBeInstanceOf(MigrationError)
      return undefined
    }
  }

  test.each(Object.entries(sample))(
    '%s: never another exception, no invented character, the same for any chunks',
    async (_, written) => {
      await fc.assert(
        fc.asyncProperty(edits, chunkBytes, fc.boolean(), async (list, size, isPacked) => {
          const damaged = damage(isPacked ? gzipSync(written) : Buffer.from(written), list)
          const whole = await readOrRefuse(damaged, {}, 1 << 20)
          // Where damaged gzip stops depends on the writes, so only the plain text is compared.
          if (!isPacked) expect(await readOrRefuse(damaged, {}, size)).toStrictEqual(whole)
          const hasOwn = !isPacked && damaged.includes('\uFFFD')
          if (!hasOwn && !isPacked) expect(JSON.stringify(whole) ?? '').not.toContain('\uFFFD')
          expect((whole ?? []).map(({ ordinal }) => ordinal)).toStrictEqual(
            (whole ?? []).map((_, i) => i + 1),
          )
        }),
        { numRuns: 250 },
      )
    },
    60_000,
  )

  test('any bytes at all', async () => {
    const formats = fc.constantFrom<InputOptions['format']>('auto', 'csv', 'tsv', 'json', 'ndjson')
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        formats,
        chunkBytes,
        async (bytes, format, size) => {
          const input = Buffer.from(bytes)
          expect(await readOrRefuse(input, { format }, size)).toStrictEqual(
            await readOrRefuse(input, { format }, 1 << 20),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  test('NDJSON lines that are not touched survive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(29), fc.uint8Array({ minLength: 1, maxLength: 30 }), async (index, noise) => {
        const lines = sample.ndjson.trimEnd().split('\n')
        const put = Buffer.from(noise.filter((byte) => byte !== 10))
        const input = Buffer.concat(
          lines.flatMap((line, i) => [i === index ? put : Buffer.from(line), Buffer.from('\n')]),
        )
        const read = await readAll(input, { format: 'ndjson' })
        const survivors = read.filter(({ line }) => line !== index + 1).map(({ record }) => record)
        expect(survivors).toStrictEqual(lines.filter((_, i) => i !== index).map((line) => JSON.parse(line)))
      }),
      { numRuns: 300 },
    )
  })

  test('JSON elements behind a damaged one survive, one element a line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 28 }),
        fc.string({
          unit: fc.constantFrom('"', '{', '}', '[', ']', ',', ':', 'x', '\\'),
          minLength: 1,
          maxLength: 6,
        }),
        fc.nat(60),
        async (index, noise, at) => {
          const elements = Array.from({ length: 30 }, (_, i) => ({ id: i, name: `n${i}`, r: [{ id: 1 }] }))
          const lines = elements.map((element) => JSON.stringify(element))
          const line = lines[index] ?? ''
          const start = 1 + (at % (line.length - 1))
          const damagedLines = lines.with(
            index,
            line.slice(0, start) + noise + line.slice(start + noise.length),
          )
          const read = await readAll(`[\n${damagedLines.join(',\n')}\n]\n`)
          const survivors = read
            .filter(({ line, record }) => record && line !== index + 2)
            .map(({ record }) => record)
          expect(survivors).toStrictEqual(elements.filter((_, i) => i !== index))
        },
      ),
      { numRuns: 500 },
    )
  })
})
