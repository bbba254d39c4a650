import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { walkList } from '../../../src/logto/paging/walk-list.js'
import { createFakeSend } from '../../support/fake-send.js'

interface Item {
  id: string
}

/** What happens to the list after one request: people at the front, and places where somebody goes. */
interface Change {
  created: number
  deleted: number[]
}

/** A list newest first that changes after every request, paged as Logto does. */
const createChangingList = (size: number, changes: Change[], total: (count: number) => object) => {
  let serial = 0
  const create = (): Item => ({ id: `u${(serial += 1)}` })
  let items = Array.from({ length: size }, create).toReversed()
  const before = items
  const fake = createFakeSend((request, index) => {
    const query = new URL(request.path, 'http://x').searchParams
    const from = (Number(query.get('page')) - 1) * 100
    const answer = { body: items.slice(from, from + 100), headers: { ...total(items.length) } }
    const { created, deleted } = changes[index] ?? { created: 0, deleted: [] }
    const gone = new Set(deleted.map((place) => items[place % Math.max(1, items.length)]?.id))
    items = [...Array.from({ length: created }, create), ...items.filter(({ id }) => !gone.has(id))]
    return answer
  })
  return { fake, before, now: () => items }
}

const withTotal = (count: number) => ({ 'total-number': String(count) })

const collect = async (send: Parameters<typeof walkList>[0]): Promise<string[]> => {
  const ids: string[] = []
  for await (const items of walkList(send, '/api/users')) {
    for (const item of items) ids.push((item as Item).id)
  }
  return ids
}

describe('walkList', () => {
  test.each([
    { size: 0, requests: 1 },
    { size: 100, requests: 1 },
    { size: 101, requests: 2 },
    { size: 250, requests: 3 },
  ])('reads $size items that stand still with $requests requests', async ({ size, requests }) => {
    const { fake, before } = createChangingList(size, [], withTotal)
    expect(await collect(fake.send)).toEqual(before.map(({ id }) => id))
    expect(fake.requests).toHaveLength(requests)
  })

  test('gives everybody who stays, and nobody twice, while others come and go', async () => {
    const change = fc.record({
      created: fc.nat(30),
      deleted: fc.array(fc.nat(800), { maxLength: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(800), fc.array(change, { maxLength: 12 }), async (size, changes) => {
        const { fake, before, now } = createChangingList(size, changes, withTotal)
        const ids = await collect(fake.send)
        expect(new Set(ids).size).toBe(ids.length)
        const left = new Set(now().map(({ id }) => id))
        const stayed = before.filter(({ id }) => left.has(id))
        expect(stayed.filter(({ id }) => !ids.includes(id))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    { id: 'absent', total: () => ({}) },
    { id: 'capped', total: () => ({ 'total-number': '101', 'total-number-is-capped': 'true' }) },
  ])('without a total ($id) ends at the page that is not full', async ({ total }) => {
    const { fake } = createChangingList(250, [], total)
    expect(await collect(fake.send)).toHaveLength(250)
    expect(fake.requests).toHaveLength(3)
  })

  test('takes a list that is not paged as a whole, and once', async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({ id: `r${index}` }))
    const fake = createFakeSend(() => ({ body: items }))
    expect(await collect(fake.send)).toHaveLength(100)
    expect(fake.requests).toHaveLength(2)
  })

  test('items without an id may be alike', async () => {
    const fake = createFakeSend(() => ({ body: [{ name: 'a' }, { name: 'a' }], headers: withTotal(2) }))
    expect(await collect(fake.send)).toHaveLength(2)
  })

  test('an answer that is no list is an error', async () => {
    const fake = createFakeSend(() => ({ body: { id: 'one' } }))
    await expect(collect(fake.send)).rejects.toMatchObject({ code: 'unexpected_answer' })
  })
})
