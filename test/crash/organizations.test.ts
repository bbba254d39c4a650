import { describe, expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

const config = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}
const createPeople = (organizations: object[]): object[] =>
  organizations.map((organization, index) => ({
    id: `u-${index}`,
    primaryEmail: `person.${index}@example.com`,
    organizations: [organization],
  }))

describe('organizations that the run makes', () => {
  it('stay apart when two ids of the source have one name, in one session or in two', async () => {
    const people = createPeople([
      { id: 'south-1', name: 'South' },
      { id: 'south-2', name: 'South' },
      { id: 'south-1', name: 'South' },
      { id: 'south-2', name: 'South' },
    ])
    for (const flags of [[], ['--limit', '1']]) {
      const rehearsal = await openRehearsal(people, config)
      await rehearsal.run('import', flags)
      expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
      const { organizations, users } = rehearsal.sandbox.state()
      expect(organizations.map((each) => each.customData['migratedFrom'])).toEqual([
        { id: 'south-1' },
        { id: 'south-2' },
      ])
      const joined = people.map((_, index) => {
        const user = users.find(({ primaryEmail }) => primaryEmail === `person.${index}@example.com`)
        return organizations.findIndex(({ id }) => id === user?.organizations[0]?.id)
      })
      expect(joined).toEqual([0, 1, 0, 1])
    }
  })

  it('are one when the source names it with and without its id', async () => {
    const people = createPeople([{ id: 'north', name: 'North' }, { name: 'North' }, { id: 'north' }])
    for (const flags of [[], ['--limit', '1']]) {
      const rehearsal = await openRehearsal(people, { ...config, concurrency: 1 })
      await rehearsal.run('import', flags)
      expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
      const { organizations } = rehearsal.sandbox.state()
      expect(organizations.map(({ members }) => members.length)).toEqual([3])
    }
  })

  it.each(['resetAfterCommit', 'resetBeforeCommit', 'error5xxAfterCommit', 'garbageBody'] as const)(
    'are made once although the answers get lost (%s)',
    async (kind) => {
      const people = createPeople([
        { id: 'north', name: 'North', roles: ['Owner'] },
        { id: 'south', name: 'South', roles: ['Owner', 'Member'] },
      ]).map((person) => ({ ...person, roles: ['Editor'] }))
      const rehearsal = await openRehearsal(people, config)
      const routes = ['POST /api/organizations', 'POST /api/roles', 'POST /api/organization-roles']
      rehearsal.sandbox.setFaults({ [kind]: { probability: 1, max: 3, routes } })
      expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
      const { organizations, roles, organizationRoles } = rehearsal.sandbox.state()
      expect(organizations.map(({ name }) => name).sort()).toEqual(['North', 'South'])
      expect(roles.filter(({ type }) => type === 'User').map(({ name }) => name)).toEqual(['Editor'])
      expect(organizationRoles.map(({ name }) => name).sort()).toEqual(['Member', 'Owner'])
    },
  )

  it('are known as made by the run when it was killed before the answer', async () => {
    const people = createPeople([{ id: 'north', name: 'North', roles: ['Owner'] }])
    const rehearsal = await openRehearsal(people, config)
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    const entries = await rehearsal.readCheckpoint()
    await rehearsal.writeCheckpoint(entries.filter(({ t }) => ['run', 'open', 'make'].includes(t)))
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    const made = (await rehearsal.readCheckpoint()).filter((entry) => entry.t === 'made')
    expect(made.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'organization North (north)',
      'organizationRole Owner',
    ])
  })
})
