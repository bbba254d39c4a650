import { describe, expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

const hourMs = 3_600_000
const people = Array.from({ length: 20 }, (_, index) => ({
  id: `u-${index}`,
  name: `Person ${index}`,
  ...(index % 2 === 0 && { primaryEmail: `person.${index}@example.com` }),
  identities: { google: { userId: `google-${index}` } },
}))

describe.each([
  ['two hours ahead', 2 * hourMs],
  ['two hours behind', -2 * hourMs],
])('a target whose clock is %s', (_name, clockSkewMs) => {
  it.each([true, false])(
    'gets everybody once, with answers lost and tokens that expire (keepMigratedFrom %s)',
    async (keepMigratedFrom) => {
      const rehearsal = await openRehearsal(
        people,
        { keepMigratedFrom, concurrency: 4 },
        { clockSkewMs, tokenLifetimeSeconds: 2, seed: 7 },
      )
      rehearsal.sandbox.setFaults({
        resetAfterCommit: { probability: 1, max: 5, routes: ['POST /api/users'] },
        tooManyRequests: { probability: 0.02, max: 1, retryAfterForm: 'date' },
      })
      const end = await rehearsal.run('import', ['--yes'])
      expect(end).toMatchObject({ code: 0 })
      const { users } = rehearsal.sandbox.state()
      expect(users.map(({ name }) => name).sort()).toEqual(people.map(({ name }) => name).sort())
      expect(users.every(({ identities }) => identities['google'] !== undefined)).toBe(true)

      const { requests, faults } = rehearsal.sandbox.stats()
      expect(faults['resetAfterCommit']).toBe(5)
      // Renewed by its length of life: a clock that is wrong by hours must not cost a token for each call.
      expect(requests['POST /oidc/token']).toBeGreaterThan(1)
      expect(requests['POST /oidc/token']).toBeLessThan(10)
    },
  )
})
