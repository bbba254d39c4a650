import { expect, it } from 'vitest'
import { createOrganizationSource } from '../../../src/import/memberships/organization-source.js'
import { AmbiguousOutcomeError } from '../../../src/logto/retry/ambiguous-outcome-error.js'
import type { ApiResponse, Send } from '../../../src/logto/http/api-call.js'

/** A target whose lists lag behind, and that loses the answer to the first create. */
const openLaggingTarget = (lagMs: number) => {
  let nowMs = 0
  const made: { atMs: number; id: string; name: string; customData: unknown }[] = []
  const send: Send = async ({ method, path, body }): Promise<ApiResponse> => {
    if (method === 'GET') {
      const seen = made.filter(({ atMs }) => atMs + lagMs <= nowMs)
      return { status: 200, headers: { 'total-number': String(seen.length) }, body: seen }
    }
    const { name, customData } = body as { name: string; customData: unknown }
    const row = { atMs: nowMs, id: `org-${made.length + 1}`, name, customData }
    made.push(row)
    if (made.length === 1) throw new AmbiguousOutcomeError(`${method} ${path}`, 'no_usable_answer', undefined)
    return { status: 201, headers: {}, body: row }
  }
  const sleep = async (ms: number): Promise<void> => void (nowMs += ms)
  return { made, send, sleep }
}

it.each([0, 2_000, 5_000, 12_000, 29_000])(
  'an organization whose answer got lost is made once where lists lag %i ms behind',
  async (lagMs) => {
    const { made, send, sleep } = openLaggingTarget(lagMs)
    const source = createOrganizationSource(send, sleep)
    const found = await source.create({ name: 'South' }, 'south-1', false)
    expect(found).toMatchObject({ id: 'org-1', sourceId: 'south-1' })
    expect(made).toHaveLength(1)
  },
)

it('it is made again once it has not come to light within settleWithin', async () => {
  const { made, send, sleep } = openLaggingTarget(60_000)
  await createOrganizationSource(send, sleep, 10_000).create({ name: 'South' }, 'south-1', false)
  expect(made).toHaveLength(2)
})
