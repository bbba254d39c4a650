import { describe, expect, it } from 'vitest'
import { type MembershipBatch, MembershipGatherer } from '../../../src/import/memberships/memberships.js'
import type { JsonObject } from '../../../src/source/source-record.js'
import { createBench } from '../run-records.js'

const makePeople = (count: number, fields: JsonObject): JsonObject[] =>
  Array.from({ length: count }, (_, n) => ({ id: `k${n}`, primaryEmail: `u${n}@example.org`, ...fields }))

const fixtures = {
  roles: [
    { id: 'r1', name: 'admin' },
    { id: 'r2', name: 'everyone', isDefault: true },
    { id: 'r3', name: 'machine', type: 'MachineToMachine' as const },
  ],
  organizations: [{ id: 'o1', name: 'Acme' }],
  organizationRoles: [{ id: 'or1', name: 'owner' }],
}

describe('memberships', () => {
  it('one request for many users; a default role needs none', async () => {
    const { sandbox, write } = await createBench({ fixtures })
    const fields = { roles: ['admin', 'everyone'], organizations: [{ name: 'Acme', roles: ['owner'] }] }
    const { end } = await write(makePeople(200, fields))
    expect(end).toBe('complete')
    const { requests } = sandbox.stats()
    expect(requests).toMatchObject({
      'POST /api/users': 200,
      'POST /api/roles/:id/users': 1,
      'POST /api/organizations/:id/users': 1,
      'POST /api/organizations/:id/users/roles': 1,
    })
    for (const { roleIds, organizations } of sandbox.state().users) {
      expect(roleIds).toContain('r1')
      expect(organizations).toEqual([{ id: 'o1', organizationRoleIds: ['or1'] }])
    }
  })

  it('users who have the role already do not cost the others theirs', async () => {
    const { sandbox, write } = await createBench({ fixtures })
    const { end, entries } = await write(makePeople(200, { roles: ['admin'] }), {
      onRequest: ({ path }) => {
        if (path !== '/api/roles/r1/users') return
        for (const { id } of sandbox.state().users.slice(0, 3)) sandbox.store.userRoles.add('r1', id)
      },
    })
    expect(end).toBe('complete')
    expect(sandbox.state().users.every(({ roleIds }) => roleIds.includes('r1'))).toBe(true)
    expect(entries.filter((entry) => entry.t === 'batch' && !entry.ok)).toEqual([])
  })

  it.each<{ id: string; fields: JsonObject; path: string; units: number }>([
    { id: 'role', fields: { roles: ['admin'] }, path: '/api/roles/r1/users', units: 1 },
    {
      id: 'organization',
      fields: { organizations: [{ name: 'Acme' }] },
      path: '/api/organizations/o1/users',
      units: 1,
    },
    {
      id: 'organization roles',
      fields: { organizations: [{ name: 'Acme', roles: ['owner'] }] },
      path: '/api/organizations/o1/users/roles',
      units: 1,
    },
  ])('a user who is gone does not cost the others their $id', async ({ fields, path, units }) => {
    const { sandbox, write } = await createBench({ fixtures })
    let isDeleted = false
    const { end, entries } = await write(makePeople(200, fields), {
      onRequest: (request) => {
        if (request.path !== path || isDeleted) return
        isDeleted = true
        const gone = sandbox.state().users[77]!
        for (const roleId of gone.roleIds) sandbox.store.userRoles.remove(roleId, gone.id)
        for (const row of sandbox.store.users.all()) if (row.id === gone.id) sandbox.store.users.remove(row)
        sandbox.store.memberships.remove('o1', gone.id)
      },
    })
    expect(end).toBe('complete')
    const refused = entries.flatMap((entry) => (entry.t === 'batch' && !entry.ok ? entry.n : []))
    expect(refused).toHaveLength(units)
    const { users } = sandbox.state()
    expect(users).toHaveLength(199)
    for (const user of users) {
      const [membership] = user.organizations
      if (path.includes('roles/r1')) expect(user.roleIds).toContain('r1')
      else if (path.endsWith('/roles')) expect(membership?.organizationRoleIds).toEqual(['or1'])
      else expect(membership?.id).toBe('o1')
    }
    // Halving, not one request for each user.
    expect(sandbox.stats().requests[`POST ${path.replace(/r1|o1/, ':id')}`]).toBeLessThan(30)
  })

  it.each<{ id: string; fields: JsonObject; code: string }>([
    { id: 'unknown role', fields: { roles: ['nosuch'] }, code: 'role_missing' },
    { id: 'machine role', fields: { roles: ['machine'] }, code: 'role_is_machine' },
    {
      id: 'unknown organization',
      fields: { organizations: [{ name: 'Nowhere' }] },
      code: 'organization_missing',
    },
    {
      id: 'unknown organization role',
      fields: { organizations: [{ name: 'Acme', roles: ['nosuch'] }] },
      code: 'organizationRole_missing',
    },
  ])('$id: the user arrives, the unit is refused', async ({ fields, code }) => {
    const { sandbox, write } = await createBench({ fixtures })
    const { end, entries } = await write(makePeople(3, fields))
    expect(end).toBe('complete')
    expect(sandbox.state().users).toHaveLength(3)
    const refused = entries.flatMap((entry) => (entry.t === 'batch' && !entry.ok ? [entry.code] : []))
    expect(refused).toEqual([code, code, code])
  })
})

describe('gathering', () => {
  const member = { unit: 'member:o1', kind: 'member', organizationId: 'o1' } as const
  const roles: MembershipBatch['membership'] = {
    unit: 'orgRoles:o1:r',
    kind: 'orgRoles',
    organizationId: 'o1',
    roleIds: ['r'],
  }

  it('lets a batch go at 500, and never organization roles before the membership', () => {
    const gatherer = new MembershipGatherer(() => 0)
    for (let n = 1; n <= 500; n += 1) {
      if (n > 1) gatherer.add(member, n, `id${n}`)
      gatherer.add(roles, n, `id${n}`)
      if (n < 500) expect(gatherer.takeRipe()).toEqual([])
    }
    const ripe = gatherer.takeRipe()
    expect(ripe.map(({ membership, users }) => [membership.unit, users.length])).toEqual([
      ['member:o1', 499],
      ['orgRoles:o1:r', 500],
    ])
    expect(gatherer.takeAll()).toEqual([])
  })

  it('lets 100 users go after a minute, fewer only in the end', () => {
    let nowMs = 0
    const gatherer = new MembershipGatherer(() => nowMs)
    for (let n = 1; n <= 99; n += 1) gatherer.add(member, n, `id${n}`)
    nowMs = 61_000
    expect(gatherer.takeRipe()).toEqual([])
    gatherer.add(member, 100, 'id100')
    nowMs = 62_000
    expect(gatherer.takeRipe().map(({ users }) => users.length)).toEqual([100])
    gatherer.add(member, 101, 'id101')
    expect(gatherer.takeAll().map(({ users }) => users.length)).toEqual([1])
  })
})
