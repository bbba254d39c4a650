import { describe, expect, it } from 'vitest'
import { AwaitedOrganizations } from '../../../src/import/memberships/awaited-organizations.js'
import type { KnownOrganization } from '../../../src/import/memberships/resolve-organizations.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

describe('organizations that shard 1 makes', () => {
  it('are waited for, by all records at once, and created by nobody here', async () => {
    const { clock, known, awaited, looks } = await openAwaited()
    void clock.sleep(30_000).then(() => known.push({ id: 'o1', name: 'First', sourceId: 'a' }))
    const all = await clock.settle(
      Promise.all([
        awaited.resolve({ id: 'a' }),
        awaited.resolve({ name: 'First' }),
        awaited.resolve({ id: 'a' }),
      ]),
    )
    expect(all).toMatchObject([{ id: 'o1' }, { id: 'o1' }, { id: 'o1' }])
    expect(looks.length).toBeLessThan(10)
  })

  it('as long as others still come, however long', async () => {
    const { clock, known, awaited } = await openAwaited()
    const startMs = clock.now()
    for (let index = 1; index <= 10; index += 1) {
      void clock
        .sleep(index * 60_000)
        .then(() => known.push({ id: `o${index}`, name: `N${index}`, sourceId: String(index) }))
    }
    expect(await clock.settle(awaited.resolve({ id: '10' }))).toMatchObject({ id: 'o10' })
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(600_000)
  })

  it('end the run when none has come for two minutes', async () => {
    const { clock, awaited } = await openAwaited()
    await expect(clock.settle(awaited.resolve({ id: 'a', name: 'First' }))).rejects.toMatchObject({
      reason: 'target',
      code: 'organization_awaited',
      message: expect.stringContaining('"First"'),
    })
  })

  it('what the config maps to nothing that is there is not waited for', async () => {
    const { clock, awaited } = await openAwaited({ map: { a: 'Nowhere', b: null } })
    expect(await clock.settle(awaited.resolve({ id: 'a' }))).toEqual({ code: 'organization_missing' })
    expect(await clock.settle(awaited.resolve({ id: 'b' }))).toBeUndefined()
  })

  it('a stop ends the wait', async () => {
    const stop = new AbortController()
    const { clock, awaited } = await openAwaited({}, stop.signal)
    const waiting = awaited.resolve({ id: 'a' })
    void clock.sleep(500).then(() => stop.abort(new Error('stopped')))
    await expect(clock.settle(waiting)).rejects.toThrow('stopped')
  })
})

const openAwaited = async (rules: { map?: Record<string, string | null> } = {}, stop?: AbortSignal) => {
  const { OrganizationResolver } = await import('../../../src/import/memberships/resolve-organizations.js')
  const { CheckpointState } = await import('../../../src/checkpoint/checkpoint-state.js')
  const { Journal } = await import('../../../src/checkpoint/journal.js')
  const clock = createVirtualClock()
  const known: KnownOrganization[] = []
  const looks: number[] = []
  const refuse = (): Promise<never> => Promise.reject(new Error('nothing is written here'))
  const journal = new Journal(
    { append: refuse, sync: refuse, close: () => Promise.resolve() },
    new CheckpointState(),
    'never',
  )
  const awaited = new AwaitedOrganizations({
    source: { list: () => Promise.resolve([...known]), create: refuse },
    rules,
    createResolver: (source) => {
      looks.push(clock.now())
      return new OrganizationResolver(source, { ...rules, createMissing: false }, journal)
    },
    effects: clock,
    stop,
  })
  return { clock, known, awaited, looks }
}
