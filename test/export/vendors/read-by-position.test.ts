import fc from 'fast-check'
import { expect, it } from 'vitest'
import { idOf } from '../../../src/export/vendors/reader/id-of.js'
import { readByPosition } from '../../../src/export/vendors/reader/read-by-position.js'

const limit = 10

interface Change {
  /** Newcomers, and whoever goes: by place. */
  come: number
  go: number[]
}

const changes = fc.array(
  fc.record({ come: fc.nat({ max: 12 }), go: fc.array(fc.nat({ max: 200 }), { maxLength: 3 }) }),
  { minLength: 30, maxLength: 30 },
)

const readAll = async (isNumbered: boolean, plan: readonly Change[], count: number) => {
  const list = Array.from({ length: count }, (_, n) => `old${n}`)
  const stayed = new Set(list)
  const seen: string[] = []
  let step = 0
  const read = readByPosition({
    idField: 'id',
    limit,
    isNumbered,
    read: async (start, length) => {
      expect(length).toBeLessThanOrEqual(limit)
      if (isNumbered) expect(start % length).toBe(0)
      return list.slice(start, start + length).map((id) => ({ id }))
    },
  })
  let cursor: Awaited<ReturnType<typeof read>>['next']
  do {
    const { rows, next } = await read(cursor)
    seen.push(...rows.map((row) => idOf(row, 'id')))
    cursor = next
    const { come, go } = plan[step] ?? { come: 0, go: [] }
    for (const place of go) {
      const [gone] = list.splice(place % list.length, 1)
      if (gone !== undefined) stayed.delete(gone)
    }
    // Logto shows the newest first; others add at the end.
    const newcomers = Array.from({ length: come }, (_, n) => `new${step}.${n}`)
    if (isNumbered) list.unshift(...newcomers)
    else list.push(...newcomers)
    step += 1
  } while (cursor !== undefined)
  return { seen, stayed }
}

it.each([false, true])(
  'reads everybody who stays, and nobody twice (numbered pages: %s)',
  async (isNumbered) => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 20, max: 90 }), async (plan, count) => {
        const { seen, stayed } = await readAll(isNumbered, plan, count)
        expect(new Set(seen).size).toBe(seen.length)
        for (const id of stayed) expect(seen).toContain(id)
      }),
      { numRuns: 150 },
    )
  },
)
