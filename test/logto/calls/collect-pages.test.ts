import { describe, expect, test } from 'vitest'
import { listAuditLogs } from '../../../src/logto/logs/audit-logs.js'
import { collectPages } from '../../../src/logto/paging/collect-pages.js'
import { readList } from '../../../src/logto/http/read-body.js'
import { createFakeSend } from '../../support/fake-send.js'

/** A list of so many items, paged as Logto does. */
const createPaged = (total: number, headers: (total: number) => Record<string, string>) =>
  createFakeSend((request) => {
    const query = new URL(request.path, 'http://x').searchParams
    const size = Number(query.get('page_size'))
    const from = (Number(query.get('page')) - 1) * size
    const items = Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, index) => ({
      id: String(from + index),
    }))
    return { body: items, headers: headers(total) }
  })

describe('pages', () => {
  const withTotal = (total: number) => ({
    'total-number': String(total),
    link: '<http://x/users?page=2>; rel="next"',
  })
  test.each([
    { id: 'none', total: 0, requests: 1 },
    { id: 'one', total: 1, requests: 1 },
    { id: 'a full page', total: 100, requests: 1 },
    { id: 'three pages', total: 250, requests: 3 },
  ])('by Total-Number: $id', async ({ total, requests }) => {
    const fake = createPaged(total, withTotal)
    const items = await collectPages(fake.send, '/api/users?x=1', readList<{ id: string }>('id'))
    expect(items.map(({ id }) => Number(id))).toEqual(Array.from({ length: total }, (_, index) => index))
    expect(fake.requests).toHaveLength(requests)
    expect(fake.requests.at(-1)?.path).toBe(`/api/users?x=1&page=${requests}&page_size=100`)
  })

  test.each([
    ['absent', {}],
    ['capped', { 'total-number': '100', 'total-number-is-capped': 'true' }],
  ])('without a total (%s): to the page that is not full', async (_id, headers) => {
    const fake = createPaged(250, () => headers)
    expect(await collectPages(fake.send, '/api/logs', readList<{ id: string }>('id'))).toHaveLength(250)
    expect(fake.requests).toHaveLength(3)
  })

  test('a refused page ends with its reason', async () => {
    const fake = createFakeSend([
      { status: 400, body: { code: 'guard.invalid_pagination', message: 'Bad.' } },
    ])
    await expect(collectPages(fake.send, '/api/users', readList<{ id: string }>('id'))).rejects.toMatchObject(
      {
        code: 'call_refused',
        message: 'GET /api/users was refused with 400 guard.invalid_pagination: Bad.',
      },
    )
  })

  test('the audit log with its filter', async () => {
    const fake = createFakeSend([{ body: [] }])
    for await (const _page of listAuditLogs(fake.send, { userId: 'u', fromMs: 5, toMs: 9 })) {
      // none come
    }
    expect(fake.requests[0]?.path).toBe(
      '/api/logs?enableCap=true&userId=u&start_time=5&end_time=9&page=1&page_size=100',
    )
  })
})
