import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type RecordCodec, RecordMap, type RecordMapOptions } from '../../src/spill/record-map.js'

const texts: RecordCodec<string> = {
  encode: (value) => Buffer.from(value, 'utf8'),
  decode: (bytes) => bytes.toString('utf8'),
}

const createFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'record-map-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const createMap = (options: RecordMapOptions): RecordMap<string> => {
  const map = new RecordMap(texts, options)
  onTestFinished(() => map.close())
  return map
}

/** Two pages of 64 bytes: nearly every access goes to the file. */
const tiny = { pageBytes: 64, mostPages: 2 }

const keys = fc.oneof(
  fc.stringMatching(/^[abc]{0,2}$/),
  fc.constantFrom('é', 'ÿ', 'Ā', '\ud800', '\ud800\udc00', '\ufffd', '__proto__', 'x'.repeat(200)),
)
const operations = fc.array(
  fc.tuple(fc.constantFrom('set', 'set', 'delete', 'get', 'list'), keys, fc.string({ maxLength: 90 })),
  { maxLength: 120 },
)

describe('RecordMap', () => {
  it.each([
    { id: 'in memory', sizes: {} },
    { id: 'through a file', sizes: tiny },
    {
      id: 'where many keys have one hash',
      sizes: { ...tiny, hash: (text: string, seed: number) => ({ high: 1 + (text.length & 1), low: seed }) },
    },
  ])('does what a Map does, in its order, $id', ({ sizes }) => {
    const folder = createFolder()
    fc.assert(
      fc.property(operations, (list) => {
        const map = new RecordMap(texts, { folder, ...sizes })
        const model = new Map<string, string>()
        for (const [operation, key, value] of list) {
          if (operation === 'set') {
            map.set(key, value)
            model.set(key, value)
          } else if (operation === 'delete') expect(map.delete(key)).toBe(model.delete(key))
          else if (operation === 'list') expect([...map.entries()]).toEqual([...model])
          expect(map.get(key)).toBe(model.get(key))
          expect(map.has(key)).toBe(model.has(key))
          if (model.has(key)) expect(map.keyOf(map.numberOf(key))).toBe(key)
          expect(map.size).toBe(model.size)
        }
        expect([...map.entries()]).toEqual([...model])
        map.close()
      }),
      { numRuns: 300 },
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('holds 60,000 records of 100 bytes in 256 KB, asked for in their order and out of it', () => {
    const map = createMap({ folder: createFolder(), pageBytes: 4096, mostPages: 64 })
    const count = 60_000
    const valueOf = (n: number): string => `value ${n} `.padEnd(80, '.')
    for (let n = 0; n < count; n += 1) map.set(`user-${n}`, valueOf(n))
    for (let n = 0; n < count; n += 3) map.set(`user-${n}`, valueOf(-n))
    for (let n = 0; n < count; n += 1) {
      const at = n % 2 === 0 ? n : (n * 7919) % count
      if (map.get(`user-${at}`) !== valueOf(at % 3 === 0 ? -at : at)) expect.fail(`user-${at} is another one`)
    }
    expect(map.get(`user-${count}`)).toBeUndefined()
    expect(map.size).toBe(count)
    expect(map.footprint.file).toBeGreaterThan(count * 90)
    // Beside the pages: what finds the records, 12 MB from the beginning.
    expect(map.footprint.memory).toBeLessThan(64 * 4096 + 13_000_000)
  })

  it('keeps everything in memory where there is no room for a file', () => {
    const map = createMap({ folder: join(createFolder(), 'missing'), ...tiny })
    for (let n = 0; n < 1000; n += 1) map.set(`user-${n}`, `value ${n}`)
    for (let n = 0; n < 1000; n += 1) expect(map.get(`user-${n}`)).toBe(`value ${n}`)
    expect(map.footprint.file).toBe(0)
  })

  it('has no file as long as it is small', () => {
    const folder = createFolder()
    const map = createMap({ folder })
    for (let n = 0; n < 1000; n += 1) map.set(`user-${n}`, `value ${n}`)
    expect(map.footprint.file).toBe(0)
    expect([...map.keys()]).toHaveLength(1000)
  })
})
