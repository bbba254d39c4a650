import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HashFile } from '../../src/spill/hash-file.js'
import { HashSegment } from '../../src/spill/hash-segment.js'
import { HashTable } from '../../src/spill/hash-table.js'
import { createRandom } from '../support/random.js'

const createFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'identifier-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const createSegment = (folder: string): { segment: HashSegment; file: HashFile } => {
  const file = new HashFile(folder)
  onTestFinished(() => file.close())
  return { segment: new HashSegment(file), file }
}

/** A hash of one segment: its top ten bits are always the same. */
const createHashes = (seed: number): (() => { high: number; low: number }) => {
  const random = createRandom(seed)
  const halfOf = (bits: number): number => Math.floor(random() * 2 ** bits)
  return () => ({ high: (0x3fc00000 | halfOf(22)) >>> 0, low: halfOf(32) })
}

/** The largest table in memory holds 819 entries; eight of one size in the file are merged. */
const entriesPerTable = 819

describe('a segment of the identifier table', () => {
  it('finds what went to the file, and nothing else', () => {
    const { segment, file } = createSegment(createFolder())
    const nextHash = createHashes(1)
    const count = entriesPerTable * 8 * 9 + 100
    const stored = Array.from({ length: count }, nextHash)
    stored.forEach(({ high, low }, index) => {
      expect(segment.find(high, low)).toBe(0)
      segment.insert(high, low, index + 1)
    })
    stored.forEach(({ high, low }, index) => expect(segment.find(high, low)).toBe(index + 1))
    for (let n = 0; n < 20_000; n++) {
      const { high, low } = nextHash()
      expect(segment.find(high, low)).toBe(0)
    }
    // 12 KB of entries and 32 KB of filter, however many there are.
    expect(segment.byteLength).toBeLessThan(46_000)
    // Merging gives places back: never more than twice what is held.
    expect(file.byteLength).toBeLessThan(count * 15 * 2)
  })

  it('does what a map does, whatever the order of finding and storing', () => {
    const folder = createFolder()
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, spread) => {
        const { segment } = createSegment(folder)
        const random = createRandom(seed)
        const model = new Map<string, number>()
        for (let n = 1; n <= 4000; n++) {
          const high = (0x3fc00000 | Math.floor(random() * 40 * spread)) >>> 0
          const low = (Math.floor(random() * 40) * 0x06000001) >>> 0
          const key = `${high} ${low}`
          expect(segment.find(high, low)).toBe(model.get(key) ?? 0)
          if (model.has(key)) continue
          model.set(key, n)
          segment.insert(high, low, n)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('keeps everything in memory where there is no room for a file', () => {
    const { segment, file } = createSegment(join(tmpdir(), 'identifier-test-missing', 'folder'))
    const stored = Array.from({ length: entriesPerTable * 3 }, createHashes(2))
    stored.forEach(({ high, low }, index) => segment.insert(high, low, index + 1))
    stored.forEach(({ high, low }, index) => expect(segment.find(high, low)).toBe(index + 1))
    expect(file.byteLength).toBe(0)
    expect(segment.byteLength).toBeGreaterThan(entriesPerTable * 3 * 12)
  })

  it('serves what is in the file when the disk has become full', () => {
    const { segment, file } = createSegment(createFolder())
    const stored = Array.from({ length: entriesPerTable * 12 }, createHashes(3))
    let left = 10
    const write = file.write.bind(file)
    file.write = (slots) => (left-- > 0 ? write(slots) : undefined)
    stored.forEach(({ high, low }, index) => segment.insert(high, low, index + 1))
    expect(left).toBeLessThan(0)
    stored.forEach(({ high, low }, index) => expect(segment.find(high, low)).toBe(index + 1))
  })

  it('leaves no file behind, not even while it is open', () => {
    const folder = createFolder()
    const table = new HashTable(folder)
    const nextHash = createHashes(4)
    for (let n = 1; n <= entriesPerTable + 1; n++) {
      const { high, low } = nextHash()
      table.insert(high, low, n)
    }
    expect(table.fileBytes).toBe(1024 * 12)
    expect(readdirSync(folder)).toEqual([])
    table.close()
    expect(table.byteLength).toBe(0)
  })
})

describe('the temporary file', () => {
  it('says what to do when it cannot be read', () => {
    const file = new HashFile(createFolder())
    const place = file.write(new Uint32Array(3 * 1024))
    file.close()
    expect(() => file.find(place ?? 0, 3 * 1024, 1, 2)).toThrow(/set TMPDIR to a folder on a sound disk/)
  })
})
