import { expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

/** Half of them have no identifier, so that nothing but a lookup tells whether they are there. */
const people = Array.from({ length: 12 }, (_, index) => ({
  id: `u-${index}`,
  name: `Person ${index}`,
  ...(index % 2 === 0 && { primaryEmail: `person.${index}@example.com` }),
  identities: { google: { userId: `google-${index}` } },
}))

const names = people.map(({ name }) => name).toSorted()

it.each(['resetAfterCommit', 'error5xxAfterCommit', 'deliveredTwice'] as const)(
  'a target whose lookups lag behind its commits gets everybody once, with %s',
  async (kind) => {
    const rehearsal = await openRehearsal(people, { concurrency: 8 }, { readLagMs: 1500 })
    const routes = ['POST /api/users']
    rehearsal.sandbox.setFaults({ [kind]: { probability: 1, max: 6, routes } })
    const end = await rehearsal.run('import', ['--settle-within', '4'])
    expect(end).toMatchObject({ code: 0 })
    const { users } = rehearsal.sandbox.state()
    const identified = users.filter(({ primaryEmail }) => primaryEmail !== null)
    expect(identified).toHaveLength(6)
    // Whatever a proxy delivers twice is there twice where Logto itself cannot tell; only the mark finds it.
    if (kind !== 'deliveredTwice') expect(users.map(({ name }) => name ?? '').toSorted()).toEqual(names)
    expect(JSON.parse(end.stdout)).toMatchObject({ end: 'complete', counts: { failed: 0, existing: 0 } })
  },
)

it('a session that was killed is looked for as long, from its last sign of life on', async () => {
  const rehearsal = await openRehearsal(people, {}, { readLagMs: 1500 })
  expect(await rehearsal.run('import', ['--settle-within', '4'])).toMatchObject({ code: 0 })
  const entries = await rehearsal.readCheckpoint()
  // As if it had been killed before it could note any outcome.
  await rehearsal.writeCheckpoint(entries.filter(({ t }) => t === 'run' || t === 'open' || t === 'begin'))
  expect(await rehearsal.run('import', ['--settle-within', '4'])).toMatchObject({ code: 0 })
  expect(
    rehearsal.sandbox
      .state()
      .users.map(({ name }) => name ?? '')
      .toSorted(),
  ).toEqual(names)
})
