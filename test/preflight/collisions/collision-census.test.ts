import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Send } from '../../../src/logto/http/api-call.js'
import { CollisionCensus, type CollisionReport } from '../../../src/preflight/collisions/collision-census.js'
import { createHolderLookup, type HolderSource } from '../../../src/preflight/collisions/find-holders.js'
import { judgeCollisions } from '../../../src/preflight/checks/judge-collisions.js'
import { readHolders } from '../../../src/preflight/collisions/read-holders.js'
import { plannedRecord, plannedRecords } from '../planned-record.js'
import { openSandboxTarget } from '../sandbox-send.js'

const signal = new AbortController().signal

const run = async (
  source: HolderSource,
  records: ReturnType<typeof plannedRecords>,
): Promise<CollisionReport> => {
  const census = new CollisionCensus(source)
  for (const record of records) await census.add(record)
  return census.report()
}

const ways = {
  'asked 100 at a time': (send: Send, isUsernameCaseSensitive = true) =>
    Promise.resolve(createHolderLookup({ send, isUsernameCaseSensitive, signal })),
  'read whole': (send: Send, isUsernameCaseSensitive = true) =>
    readHolders({ send, isUsernameCaseSensitive, signal }),
}

describe.each(Object.entries(ways))('collisions with a target that is %s', (_title, open) => {
  it('are found by e-mail in any case, phone and username, with the places', async () => {
    const { send, createUser } = await openSandboxTarget()
    await createUser({ primaryEmail: 'Ann@Example.com' })
    await createUser({ primaryPhone: '14155552671' })
    await createUser({ username: 'carl' })
    const records = plannedRecords([
      { primaryEmail: 'ann@example.COM' },
      { primaryPhone: '+14155552671' },
      { username: 'carl' },
      { username: 'Carl' },
      { primaryEmail: 'new@example.com', primaryPhone: '+14155552672', username: 'dora' },
    ])
    const report = await run(await open(send), records)
    expect(report).toMatchObject({ records: 3, imported: { users: 0 }, split: { users: 0 } })
    expect(report.taken.examples).toEqual(
      [1, 2, 3].map((line) => ({ file: 'users.json', line, ordinal: line })),
    )
    expect(report.byField).toMatchObject({
      primaryEmail: { users: 1 },
      primaryPhone: { users: 1 },
      username: { users: 1 },
    })
  })

  it('follow the tenant in the case of usernames', async () => {
    const { send, createUser } = await openSandboxTarget()
    await createUser({ username: 'carl' })
    const report = await run(await open(send, false), [plannedRecord({ username: 'CARL' })])
    expect(report.byField.username.users).toBe(1)
  })

  it('tell apart who came with an earlier run, and whose identifiers belong to two users', async () => {
    const { send, createUser } = await openSandboxTarget()
    await createUser({
      primaryEmail: 'a@example.com',
      customData: { migratedFrom: { system: 'crm', id: 'u1' } },
    })
    await createUser({
      primaryEmail: 'b@example.com',
      customData: { migratedFrom: { system: 'old', id: 'u2' } },
    })
    await createUser({ primaryEmail: 'c@example.com' })
    await createUser({ username: 'carl' })
    const records = plannedRecords([
      { primaryEmail: 'a@example.com', migratedFrom: { system: 'crm', id: 'u1' } },
      { primaryEmail: 'b@example.com', migratedFrom: { system: 'crm', id: 'u2' } },
      { primaryEmail: 'c@example.com', username: 'carl' },
    ])
    const report = await run(await open(send), records)
    expect(report).toMatchObject({
      records: 3,
      imported: { users: 1, examples: [{ line: 1 }] },
      taken: { users: 1, examples: [{ line: 2 }] },
      split: { users: 1, examples: [{ line: 3 }] },
    })
  })

  it('are none in an empty target', async () => {
    const { send } = await openSandboxTarget()
    const report = await run(await open(send), [plannedRecord({ primaryEmail: 'a@example.com' })])
    expect(report.records).toBe(0)
    expect(judgeCollisions(report, 'skip')).toMatchObject([{ status: 'ok' }])
  })
})

describe('collisions', () => {
  it('cost a request for 100 values, and none where there is nothing to ask', async () => {
    const { send, calls } = await openSandboxTarget()
    const people = Array.from({ length: 250 }, (_, n) => ({
      primaryEmail: `p${n}@example.com`,
      username: n < 100 ? `p${n}` : undefined,
    }))
    await run(await ways['asked 100 at a time'](send), plannedRecords(people))
    // A request of usernames, and e-mail addresses in as many as their URLs of 4,500 characters take.
    expect(calls.filter((call) => call.includes('search.username'))).toHaveLength(1)
    expect(calls.filter((call) => call.includes('search.primaryPhone'))).toHaveLength(0)
    expect(calls).toHaveLength(4)
  })

  it('of social identities are known where the tenant is read whole, and not claimed elsewhere', async () => {
    const { send, call, createUser } = await openSandboxTarget()
    const id = await createUser({ username: 'ann' })
    await call('PUT', `/api/users/${id}/identities/google`, { userId: 'g1' })
    const records = plannedRecords([{ identities: { google: { userId: 'g1' } } }, { username: 'bob' }])
    const known = await run(await ways['read whole'](send), records)
    expect(known).toMatchObject({ records: 0, identities: 'compared', byField: { identity: { users: 1 } } })
    expect(judgeCollisions(known, 'skip').at(-1)?.message).toContain('user.identity_already_in_use')
    const unknown = await run(await ways['asked 100 at a time'](send), records)
    expect(unknown.identities).toBe('unknown')
    expect(judgeCollisions(unknown, 'skip').at(-1)?.message).toContain('cannot be known')
  })

  it('reject with the failure of a lookup, and send no more', async () => {
    let asked = 0
    const source: HolderSource = {
      findsIdentities: false,
      find: () => {
        asked += 1
        return Promise.reject(new Error('down'))
      },
    }
    const people = Array.from({ length: 10_000 }, (_, n) => ({ username: `p${n}` }))
    await expect(run(source, plannedRecords(people))).rejects.toThrow('down')
    // 25 batches in all.
    expect(asked).toBeLessThan(10)
  })

  it('are the same whether the target is asked or read, and as a plain comparison has them', async () => {
    const { send, sandbox, createUser } = await openSandboxTarget()
    for (const name of ['a', 'b', 'c']) {
      await createUser({ primaryEmail: `${name}@example.com`, username: `${name}_name` })
    }
    const taken = sandbox.state().users
    const [asked, read] = await Promise.all(Object.values(ways).map((open) => open(send)))
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const person = fc.record({ email: fc.option(name), username: name })
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 12 }), async (people) => {
        const users = people.map(({ email, username }) => ({
          primaryEmail: email === null ? undefined : `${email.toUpperCase()}@example.com`,
          username: `${username}_name`,
        }))
        const expected = users.filter(({ primaryEmail, username }) =>
          taken.some(
            (user) => user.primaryEmail === primaryEmail?.toLowerCase() || user.username === username,
          ),
        )
        const reports = await Promise.all([asked!, read!].map((source) => run(source, plannedRecords(users))))
        expect(reports[0]!.records).toBe(expected.length)
        expect(reports[0]).toEqual(reports[1])
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['skip', 'warning', 'left as they are'],
    ['update', 'warning', 'are updated'],
    ['fail', 'failed', 'the records fail'],
  ])('are judged by onConflict %s', async (onConflict, status, text) => {
    const { send, createUser } = await openSandboxTarget()
    await createUser({ username: 'carl' })
    const report = await run(await ways['read whole'](send), [plannedRecord({ username: 'carl' })])
    const [check] = judgeCollisions(report, onConflict)
    expect(check).toMatchObject({ name: 'collisions', status, users: 1 })
    expect(check?.message).toContain(text)
    expect(check?.message).not.toContain('carl')
  })
})
