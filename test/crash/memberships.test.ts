import { describe, expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

const people = Array.from({ length: 9 }, (_, index) => ({
  id: `u-${index}`,
  primaryEmail: `person.${index}@example.com`,
  roles: ['Editor'],
  organizations: [{ id: 'north', name: 'North', roles: ['Owner'] }],
}))
const config = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}
const wanted = people.map(() => [1, 1])

describe('membership requests without a usable answer', () => {
  it.each([
    ['POST /api/roles/:id/users', 'resetAfterCommit', 3],
    ['POST /api/organizations/:id/users', 'resetAfterCommit', 3],
    ['POST /api/organizations/:id/users/roles', 'resetAfterCommit', 3],
    // Eight attempts are all that one request gets; the organization roles must wait for the membership.
    ['POST /api/organizations/:id/users', 'error5xxBeforeCommit', 8],
    ['POST /api/roles/:id/users', 'error5xxAfterCommit', 8],
  ] as const)('%s: %s, %i times', async (route, kind, max) => {
    const rehearsal = await openRehearsal(people, config)
    rehearsal.sandbox.setFaults({ [kind]: { probability: 1, max, routes: [route], statuses: [500] } })
    const end = await rehearsal.run('import')
    expect(end).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.stats().faults[kind]).toBe(max)
    const { users } = rehearsal.sandbox.state()
    const held = users.map((user) => [user.roleIds.length, user.organizations[0]?.organizationRoleIds.length])
    expect(held).toEqual(wanted)
  })

  it('are sent again by the next session when the process was killed before the answer was logged', async () => {
    const rehearsal = await openRehearsal(people, config)
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    const entries = await rehearsal.readCheckpoint()
    await rehearsal.writeCheckpoint(entries.filter(({ t }) => t !== 'batch' && t !== 'close'))
    const end = await rehearsal.run('import')
    expect(end).toMatchObject({ code: 0 })
    expect(JSON.parse(end.stdout)).toMatchObject({ end: 'complete', counts: { failedUnits: 0 } })
  })
})

describe('a config that changes between two sessions', () => {
  it('may leave out somebody who is created already', async () => {
    const rehearsal = await openRehearsal(people, config)
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    const entries = await rehearsal.readCheckpoint()
    await rehearsal.writeCheckpoint(entries.filter(({ t }) => t !== 'batch' && t !== 'close'))
    const other = await rehearsal.writeConfig('other.config.mjs', 'export default { map: () => null }')
    const end = await rehearsal.run('import', ['--config', other])
    expect(end).toMatchObject({ code: 0 })
    expect(JSON.parse(end.stdout)).toMatchObject({ end: 'complete' })
  })
})

describe('retry', () => {
  it('looks up what had failed, and only that, before it sends', async () => {
    const many = Array.from({ length: 45 }, (_, index) => ({ id: `r-${index}`, username: `user_${index}` }))
    const rehearsal = await openRehearsal(many, { concurrency: 1 })
    rehearsal.sandbox.setFaults({
      error5xxBeforeCommit: { probability: 1, statuses: [500], routes: ['POST /api/users'] },
    })
    expect(await rehearsal.run('import')).toMatchObject({ code: 3 })
    const tried = (await rehearsal.readCheckpoint()).filter(({ t }) => t === 'begin').length
    expect(tried).toBe(25)

    rehearsal.sandbox.setFaults({})
    rehearsal.sandbox.resetStats()
    expect(await rehearsal.run('retry')).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(tried)
    // One request asks for the first page; everything else is a lookup.
    expect(rehearsal.sandbox.stats().requests['GET /api/users']).toBeLessThanOrEqual(1 + tried + 1)
  })
})
