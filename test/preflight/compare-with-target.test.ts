import { describe, expect, it } from 'vitest'
import { compareWithTarget, type ComparisonOptions } from '../../src/preflight/compare-with-target.js'
import { inBatches, plannedRecords } from './planned-record.js'
import { openSandboxTarget } from './sandbox-send.js'

const rules: ComparisonOptions['rules'] = { onConflict: 'skip', roles: {}, organizations: {} }
const signal = new AbortController().signal
const readActionState: ComparisonOptions['readActionState'] = () => Promise.resolve('none')

describe('the comparison of an input with the target', () => {
  it('reads the tenant at a glance, one request a count, and writes nothing', async () => {
    const { send, calls, createUser } = await openSandboxTarget({
      fixtures: {
        organizations: [{ name: 'Acme' }, { name: 'Beta' }],
        connectors: [{ type: 'Social', target: 'google' }],
        hooks: [{ events: ['PostSignIn'] }],
      },
    })
    await createUser({ username: 'ann' })
    const { tenant, families, collisions } = await compareWithTarget({
      send,
      records: undefined,
      rules,
      readActionState,
      signal,
    })
    expect(tenant).toEqual({
      users: { count: 1, isCapped: false },
      applications: { count: 2, isCapped: false },
      resources: { count: 1, isCapped: false },
      roles: { count: 1, isCapped: false },
      organizations: { count: 2, isCapped: false },
      connectors: { count: 1, isCapped: false },
      webhooks: { count: 1, isCapped: false },
    })
    expect(families).toBeUndefined()
    expect(collisions).toBeUndefined()
    expect(calls.every((call) => call.startsWith('GET '))).toBe(true)
    expect(calls).toHaveLength(9)
  })

  it('counts what cannot be counted as unknown', async () => {
    const { send } = await openSandboxTarget()
    const { tenant } = await compareWithTarget({
      send: (request) =>
        request.path.startsWith('/api/resources')
          ? Promise.resolve({ status: 404, headers: {}, body: 'Not Found' })
          : send(request),
      records: undefined,
      rules,
      readActionState,
      signal,
    })
    expect(tenant.resources).toBeUndefined()
  })

  it('asks for organizations and their roles only where the input has some', async () => {
    const { send, calls } = await openSandboxTarget()
    const plain = inBatches(plannedRecords([{ username: 'ann' }]))
    await compareWithTarget({ send, records: plain, rules, readActionState, signal })
    const isOrganizationList = (call: string): boolean =>
      /GET \/api\/organization(s|-roles)\?/.test(call) && call.endsWith('page_size=100')
    expect(calls.filter(isOrganizationList)).toEqual([])
    const member = { username: 'ann', organizations: [{ name: 'Acme', roles: ['owner'] }] }
    const { checks } = await compareWithTarget({
      send,
      records: inBatches(plannedRecords([member])),
      rules,
      readActionState,
      signal,
    })
    expect(calls.filter(isOrganizationList)).toHaveLength(2)
    expect(checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'organizations', status: 'failed' }),
        expect.objectContaining({ name: 'organization_roles', status: 'failed' }),
      ]),
    )
  })

  it('asks for enterprise single sign-on only where it is turned on', async () => {
    const { send, calls, call } = await openSandboxTarget({
      fixtures: { ssoConnectors: [{ connectorName: 'Acme', domains: ['Acme.com'] }] },
    })
    const people = [{ primaryEmail: 'a@acme.com' }, { primaryEmail: 'b@example.com' }]
    const compare = async () => {
      calls.length = 0
      const records = inBatches(plannedRecords(people))
      const { checks } = await compareWithTarget({ send, records, rules, readActionState, signal })
      const asked = calls.filter((path) => path.includes('sso-connectors')).length
      return { asked, users: checks.find(({ decide }) => decide === 'Console > Enterprise SSO')?.users }
    }
    expect(await compare()).toEqual({ asked: 0, users: undefined })
    await call('PATCH', '/api/sign-in-exp', { singleSignOnEnabled: true })
    expect(await compare()).toEqual({ asked: 1, users: 1 })
  })

  it('reads a small tenant whole and asks a large one, with the same result', async () => {
    const { send, calls, createUser } = await openSandboxTarget()
    for (let n = 0; n < 5; n += 1) await createUser({ primaryEmail: `p${n}@example.com` })
    const people = Array.from({ length: 230 }, (_, n) => ({ primaryEmail: `P${n}@example.com` }))
    const compare = async (smallTenant: number) => {
      calls.length = 0
      const records = inBatches(plannedRecords(people), 30)
      const { collisions } = await compareWithTarget({
        send,
        records,
        rules,
        readActionState,
        smallTenant,
        signal,
      })
      return { collisions, lookups: calls.filter((call) => call.includes('search.')).length }
    }
    const [read, asked] = [await compare(5), await compare(4)]
    expect(read.collisions).toEqual(asked.collisions)
    expect(read.collisions?.taken.users).toBe(5)
    expect(read.lookups).toBe(0)
    expect(asked.lookups).toBeGreaterThan(2)
  })

  it('shows every batch once, in order, and leaves rejected records out', async () => {
    const { send } = await openSandboxTarget()
    const seen: number[] = []
    const rejected = {
      kind: 'rejected' as const,
      ordinal: 9,
      file: 'users.json',
      line: 9,
      sourceKey: undefined,
      record: undefined,
      problems: [],
      raw: undefined,
    }
    const records = [...plannedRecords([{ username: 'a' }, { username: 'b' }, { username: 'c' }]), rejected]
    const { checks } = await compareWithTarget({
      send,
      records: inBatches<(typeof records)[number]>(records, 2),
      onBatch: (batch) => seen.push(...batch.map(({ ordinal }) => ordinal)),
      rules,
      readActionState,
      signal,
    })
    expect(seen).toEqual([1, 2, 3, 9])
    expect(checks.find(({ name }) => name === 'sign_in')?.users).toBe(3)
  })

  it('stops between two batches', async () => {
    const { send } = await openSandboxTarget()
    const controller = new AbortController()
    const records = inBatches(plannedRecords([{ username: 'a' }, { username: 'b' }]), 1)
    const run = compareWithTarget({
      send,
      records,
      onBatch: () => controller.abort(new Error('stopped')),
      rules,
      readActionState,
      signal: controller.signal,
    })
    await expect(run).rejects.toThrow('stopped')
  })
})
