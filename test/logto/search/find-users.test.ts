import { describe, expect, test } from 'vitest'
import { countLookups, findUsers } from '../../../src/logto/search/find-users.js'
import { createFakeSend } from '../../support/fake-send.js'

const user = { id: 'u1', primaryEmail: 'a@b.co' }

describe('lookup of many', () => {
  const emails = (count: number, length = 20) =>
    Array.from({ length: count }, (_, index) => `${String(index).padStart(length - 6, 'u')}@ex.io`)

  test('at most 100 values and 4.5 KB of URL each, every value once', async () => {
    for (const length of [10, 20, 60, 120]) {
      const fake = createFakeSend([{ body: [], headers: { 'total-number': '0' } }])
      const values = emails(350, length)
      await findUsers(fake.send, 'primaryEmail', [...values, ...values.slice(0, 10), ''])
      const seen = fake.requests.flatMap(({ path }) =>
        new URL(path, 'http://x').searchParams.getAll('search.primaryEmail'),
      )
      expect(seen).toEqual(values)
      for (const { path } of fake.requests) {
        expect(path.length).toBeLessThanOrEqual(4500)
        expect(path).toContain('mode.primaryEmail=exact')
        expect(
          new URL(path, 'http://x').searchParams.getAll('search.primaryEmail').length,
        ).toBeLessThanOrEqual(100)
      }
      expect(fake.requests).toHaveLength(countLookups('primaryEmail', values))
    }
  })

  test('options, and no request for no value', async () => {
    const fake = createFakeSend([{ body: [user], headers: { 'total-number': '1' } }])
    expect(
      await findUsers(fake.send, 'username', ['ü&='], { isCaseSensitive: true, includePasswordHash: true }),
    ).toEqual([user])
    expect(fake.requests[0]?.path).toBe(
      '/api/users?search.username=%C3%BC%26%3D&mode.username=exact&isCaseSensitive=true&includePasswordHash=true&page=1&page_size=100',
    )
    await findUsers(fake.send, 'username', [])
    expect(fake.requests).toHaveLength(1)
  })
})
