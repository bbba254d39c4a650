import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deleteUser } from '../../src/sandbox/store/store.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { digestOf, people } from './arbitrary-people.js'
import { createBench, unreadable, type WriteOptions } from './run-records.js'
import { readContent } from './target-content.js'

const rules: WriteOptions = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

/** Everything the newer export says is carried over. */
const whole: WriteOptions = {
  ...rules,
  inputHash: 'newer',
  delta: { vanished: { action: 'delete', isConfirmed: true }, deleteMissingMemberships: true },
  recreateOnPasswordChange: true,
}

const anna: JsonObject = {
  id: 'anna',
  primaryEmail: 'anna@example.org',
  name: 'Anna',
  customData: { plan: 'gold', seats: 3 },
  roles: ['admin', 'editor'],
  organizations: [{ id: 'o1', name: 'One', roles: ['owner', 'member'] }],
  identities: { google: { userId: 'g1' } },
  mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
  ...digestOf('a'),
}

describe('a newer export', () => {
  it('unchanged users cost no request, whatever the order of keys and lists', async () => {
    const { write } = await createBench()
    await write([anna, { id: 'bob', username: 'bob' }], rules)
    const sent: string[] = []
    const again = {
      ...anna,
      customData: { seats: 3, plan: 'gold' },
      roles: ['editor', 'admin'],
    }
    const { end, entries } = await write([{ id: 'bob', username: 'bob' }, again], {
      ...whole,
      onRequest: ({ method, path }) => void sent.push(`${method} ${path}`),
    })
    expect(end).toBe('complete')
    expect(sent).toEqual([])
    expect(entries.filter(({ t }) => t === 'same')).toMatchObject([{ n: [1, 2] }])
  })

  it.each<{ id: string; change: JsonObject; requests: string[] }>([
    { id: 'a name', change: { name: 'Anna B.' }, requests: ['PATCH /api/users/U'] },
    { id: 'a name that is gone', change: { name: null }, requests: ['PATCH /api/users/U'] },
    { id: 'custom data', change: { customData: { plan: 'blue' } }, requests: ['PATCH /api/users/U'] },
    {
      id: 'suspension',
      change: { isSuspended: true },
      requests: ['PATCH /api/users/U/is-suspended'],
    },
    {
      id: 'an identity',
      change: { identities: { google: { userId: 'g1' }, github: { userId: 'h1' } } },
      requests: ['PUT /api/users/U/identities/github'],
    },
    {
      id: 'another identity',
      change: { identities: { github: { userId: 'h1' } } },
      requests: ['DELETE /api/users/U/identities/google', 'PUT /api/users/U/identities/github'],
    },
    {
      id: 'a role more',
      change: { roles: ['admin', 'editor', 'viewer'] },
      requests: ['GET /api/roles', 'POST /api/roles', 'POST /api/roles/R/users'],
    },
    {
      id: 'a role less',
      change: { roles: ['admin'] },
      requests: ['GET /api/roles', 'DELETE /api/users/U/roles/R'],
    },
    {
      id: 'no second factor',
      change: { mfa: [] },
      requests: ['GET /api/users/U/mfa-verifications', 'DELETE /api/users/U/mfa-verifications/F'],
    },
  ])('$id costs only what it needs', async ({ change, requests }) => {
    const { sandbox, write } = await createBench()
    await write([anna], rules)
    const sent: string[] = []
    const newer = { ...anna, ...change }
    await write([newer], {
      ...whole,
      onRequest: ({ method, path }) => void sent.push(`${method} ${path.split('?')[0]}`),
    })
    const other = await createBench()
    await other.write([newer], rules)
    expect(readContent(sandbox)).toEqual(readContent(other.sandbox))
    // First the user is looked up; organizations and roles are listed where memberships changed.
    const isOwn = (call: string): boolean => call !== 'GET /api/users' && !/organization/.test(call)
    const ids = (call: string): string =>
      call
        .replace(/users\/[^/]+/, 'users/U')
        .replace(/(roles)\/[^/]+/, '$1/R')
        .replace(/(mfa-verifications)\/.+/, '$1/F')
    expect(sent.filter(isOwn).map(ids)).toEqual(requests)
  })

  it('another password: the user is made again, with everything', async () => {
    const { sandbox, write } = await createBench()
    await write([anna], rules)
    const newer = { ...anna, ...digestOf('b') }
    const { outcomes } = await write([newer], whole)
    expect(outcomes.get('anna')).toMatchObject({ kind: 'created' })
    const other = await createBench()
    await other.write([newer], rules)
    expect(readContent(sandbox)).toEqual(readContent(other.sandbox))
  })

  it('a password of somebody who has signed in is kept, and said so each time', async () => {
    const { sandbox, write } = await createBench()
    await write([anna], rules)
    const [user] = sandbox.state().users
    const { users } = sandbox.store
    users.update(users.find(user!.id)!, { lastSignInAt: 1 }, 1)
    for (const inputHash of ['second', 'third']) {
      const { outcomes } = await write([{ ...anna, ...digestOf('b') }], { ...whole, inputHash })
      expect(outcomes.get('anna')).toMatchObject({ kind: 'updated', id: user!.id, kept: ['password'] })
    }
    expect(sandbox.state().users[0]!.passwordDigest).toBe(anna['passwordDigest'])
  })

  it('with another secret than before passwords and factors cannot be told from unchanged ones', async () => {
    const { sandbox, write } = await createBench()
    await write([anna, { id: 'bob', username: 'bob' }], rules)
    const readAnna = () => sandbox.state().users.find(({ name }) => name === 'Anna')
    const before = readAnna()
    const newer: JsonObject[] = [
      { ...anna, ...digestOf('b'), mfa: [] },
      { id: 'bob', username: 'bob', name: 'Bob' },
    ]
    const { outcomes } = await write(newer, { ...whole, secret: 'another' })
    expect([...outcomes.keys()]).toEqual(['bob'])
    expect(readAnna()).toEqual(before)
  })

  it.each([
    { action: 'report', left: 2, did: 'reported' },
    { action: 'suspend', left: 2, did: 'suspended' },
    { action: 'delete', left: 1, did: 'deleted' },
  ] as const)('--vanished $action', async ({ action, left, did }) => {
    const { sandbox, write } = await createBench()
    const bob = { id: 'bob', username: 'bob' }
    await write([anna, bob], rules)
    const delta = { vanished: { action, isConfirmed: true } }
    const { entries } = await write([anna], { ...rules, inputHash: 'newer', delta })
    expect(entries.find(({ t }) => t === 'vanished')).toMatchObject({ key: 'bob', did })
    expect(sandbox.state().users).toHaveLength(left)
    // Back again, as they were: they must be able to sign in again.
    await write([anna, bob], { ...rules, inputHash: 'newest', delta })
    const users = sandbox.state().users.map(({ username, isSuspended }) => ({ username, isSuspended }))
    expect(users).toContainEqual({ username: 'bob', isSuspended: false })
    expect(users).toHaveLength(2)
  })

  it('an address goes from one who has vanished to somebody new', async () => {
    const { sandbox, write } = await createBench()
    await write([anna, { id: 'bob', username: 'bob' }], rules)
    const again = { ...anna, id: 'anna-2' }
    const { end, outcomes } = await write([again, { id: 'bob', username: 'bob' }], whole)
    expect(end).toBe('complete')
    expect(outcomes.get('anna-2')).toMatchObject({ kind: 'created' })
    expect(sandbox.state().users).toMatchObject([{ username: 'bob' }, { primaryEmail: 'anna@example.org' }])
  })

  it('and is waited for by a session that a limit cuts short', async () => {
    const { sandbox, write } = await createBench()
    await write([anna, { id: 'bob', username: 'bob' }], rules)
    const newer: JsonObject[] = [
      { ...anna, id: 'anna-2' },
      { id: 'bob', username: 'bobby' },
    ]
    expect(await write(newer, { ...whole, limit: 1 })).toMatchObject({ end: 'limited' })
    const { end, outcomes } = await write(newer, whole)
    expect(end).toBe('complete')
    expect(outcomes.get('anna-2')).toMatchObject({ kind: expect.stringMatching(/created|adopted/) })
    expect(sandbox.state().users).toHaveLength(2)
  })

  it('and when so many have vanished that the run must be confirmed first', async () => {
    const { sandbox, write } = await createBench()
    const named = (first: number) =>
      Array.from({ length: 30 }, (_, index) => ({ id: `k${first + index}`, username: `user${index}` }))
    await write(named(0), rules)
    const delta = { vanished: { action: 'delete', isConfirmed: false } } as const
    await expect(write(named(100), { ...whole, delta })).rejects.toMatchObject({ code: 'too_many_vanished' })
    const { end, entries } = await write(named(100), whole)
    expect(end).toBe('complete')
    const marks = sandbox.state().users.map(({ customData }) => customData['migratedFrom'] as { id: string })
    expect(marks.map(({ id }) => id).toSorted()).toEqual(named(100).map(({ id }) => id))
    expect(entries.filter(({ t }) => t === 'existing')).toEqual([])
  })

  it('with --vanished suspend they are not suspended: nobody else could sign in with the address', async () => {
    const { sandbox, write } = await createBench()
    await write([anna], rules)
    const delta = { vanished: { action: 'suspend', isConfirmed: true } } as const
    const { entries, outcomes } = await write([{ ...anna, id: 'anna-2' }], { ...whole, delta })
    expect(entries.find(({ t }) => t === 'vanished')).toMatchObject({
      did: 'kept',
      code: 'wanted_by_another',
    })
    expect(outcomes.get('anna-2')).toMatchObject({ kind: 'existing' })
    expect(sandbox.state().users).toMatchObject([{ isSuspended: false }])
  })

  it('usernames move on from one to the other', async () => {
    const { sandbox, write } = await createBench()
    const named = (names: string[]) => names.map((username, index) => ({ id: `k${index}`, username }))
    await write(named(['a', 'b', 'c', 'd']), rules)
    const { end } = await write(named(['b', 'c', 'd', 'e']), { ...whole })
    expect(end).toBe('complete')
    expect(
      sandbox
        .state()
        .users.map(({ username }) => username)
        .toSorted(),
    ).toEqual(['b', 'c', 'd', 'e'])
  })

  it('nobody is touched as vanished while records of the newer export cannot be read', async () => {
    const { sandbox, write } = await createBench()
    await write([anna, { id: 'bob', username: 'bob' }], rules)
    const { entries } = await write([anna, unreadable], whole)
    expect(entries.find(({ t }) => t === 'vanished')).toMatchObject({ did: 'kept', code: 'unread_records' })
    expect(sandbox.state().users).toHaveLength(2)
  })

  it('a large part that is gone stops the run before anybody is deleted', async () => {
    const { sandbox, write } = await createBench()
    const people = Array.from({ length: 60 }, (_, index) => ({ id: `k${index}`, username: `user${index}` }))
    await write(people, rules)
    const delta = { vanished: { action: 'delete', isConfirmed: false } } as const
    await expect(write(people.slice(30), { ...whole, delta })).rejects.toMatchObject({
      code: 'too_many_vanished',
    })
    expect(sandbox.state().users).toHaveLength(60)
  })

  it('somebody deleted in the target since is said to be missing, not made again', async () => {
    const { sandbox, write } = await createBench()
    await write([anna], rules)
    deleteUser(sandbox.store, sandbox.store.users.find(sandbox.state().users[0]!.id)!)
    const { outcomes } = await write([{ ...anna, name: 'Anna B.' }], whole)
    expect(outcomes.get('anna')).toMatchObject({ kind: 'failed', code: 'user_missing' })
  })
})

describe('after a newer export the target is as if it had been imported alone', () => {
  it('whatever changed, and wherever the sessions were cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        people,
        people,
        fc.integer({ min: 0, max: 40 }),
        async (first, second, third, cut) => {
          const bench = await createBench()
          await bench.write(first, rules)
          for (const [records, inputHash] of [
            [second, 'second'],
            [third, 'third'],
          ] as const) {
            const options = { ...whole, inputHash }
            let left = cut
            const killed = bench.write(records, {
              ...options,
              onRequest: () => {
                left -= 1
                if (left < 0) throw new Error('cut')
              },
            })
            await killed.catch(() => undefined)
            const { end } = await bench.write(records, options)
            expect(end).toBe('complete')
            const alone = await createBench()
            await alone.write(records, rules)
            expect(readContent(bench.sandbox)).toEqual(readContent(alone.sandbox))
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})
