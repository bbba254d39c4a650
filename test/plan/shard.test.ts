import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlannedRecord } from '../../src/plan/record-planner.js'
import { isInShard, parseShard, takeShard } from '../../src/plan/shard.js'

const recordOf = (sourceKey: string | undefined, ordinal: number): PlannedRecord => ({
  kind: 'skipped',
  ordinal,
  file: 'f',
  line: ordinal,
  sourceKey,
  record: undefined,
  code: 'left_out',
  reason: '',
})

describe('the shards of an input', () => {
  it('hold every record exactly once, in the order of the input', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.string({ unit: 'binary' }), { nil: undefined }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (keys, count) => {
          const records = keys.map((key, index) => recordOf(key, index + 1))
          const parts: number[][] = []
          for (let index = 1; index <= count; index += 1) {
            const part: number[] = []
            for await (const batch of takeShard(inBatches(records), { index, count })) {
              part.push(...batch.map(({ ordinal }) => ordinal))
            }
            expect(part).toEqual(part.toSorted((a, b) => a - b))
            parts.push(part)
          }
          expect(parts.flat().sort((a, b) => a - b)).toEqual(records.map(({ ordinal }) => ordinal))
        },
      ),
    ))

  it('are about the same size', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `auth0|${index}`)
    for (let index = 1; index <= 4; index += 1) {
      const size = keys.filter((sourceKey) =>
        isInShard({ index, count: 4 }, { sourceKey, ordinal: 1 }),
      ).length
      expect(size).toBeGreaterThan(4700)
      expect(size).toBeLessThan(5300)
    }
  })

  it('keep a person wherever they stand, and between versions', () => {
    const shardOf = (sourceKey: string, ordinal: number): number =>
      [1, 2, 3, 4, 5].find((index) => isInShard({ index, count: 5 }, { sourceKey, ordinal })) ?? 0
    const keys = ['1', 'auth0|5f7c8ec7c33c6c004bbafe82', 'ana@example.org', '', 'ключ']
    expect(keys.map((key) => shardOf(key, 1))).toEqual(keys.map((key) => shardOf(key, 77)))
    // A run that was begun with one version is resumed with the next: these never change.
    expect(keys.map((key) => shardOf(key, 1))).toMatchInlineSnapshot(`
      [
        2,
        1,
        2,
        3,
        4,
      ]
    `)
  })
})

describe('--shard', () => {
  it.each([
    ['1/1', { index: 1, count: 1 }],
    ['2/4', { index: 2, count: 4 }],
    ['1000/1000', { index: 1000, count: 1000 }],
  ])('%s', (text, shard) => expect(parseShard(text)).toEqual(shard))

  it.each(['', '1', '0/4', '5/4', '1/0', '1/1001', '-1/4', '1.5/4', '1/4/2', ' 1/4', 'a/b', '01/4'])(
    '%j is refused',
    (text) =>
      expect(() => parseShard(text)).toThrow(
        expect.objectContaining({ reason: 'usage', code: 'shard_invalid' }),
      ),
  )
})

async function* inBatches(records: PlannedRecord[]): AsyncGenerator<PlannedRecord[]> {
  for (let start = 0; start < records.length; start += 7) yield records.slice(start, start + 7)
}
