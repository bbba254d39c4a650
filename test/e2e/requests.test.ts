import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/source/source-record.js'
import { startRehearsal } from '../support/sandbox-process.js'

const create = { createMissing: true }
const config = `export default ${JSON.stringify({ roles: create, organizations: { ...create, roles: create } })}`

/** Requests that the target counted for an import of so many users of one shape. */
const countRequests = async (users: number, fields: (n: number) => JsonObject) => {
  const { sandbox, path, run } = await startRehearsal()
  const lines = Array.from({ length: users }, (_, n) =>
    JSON.stringify({ id: `u${n}`, primaryEmail: `u${n}@example.com`, ...fields(n) }),
  )
  await writeFile(path('users.ndjson'), lines.join('\n'))
  await writeFile(path('migrate.config.ts'), config)
  const { exitCode, stderr } = await run(['import', 'users.ndjson', '--source', 'generic', '--rate', 'off'])
  expect(exitCode, stderr).toBe(0)
  return { requests: sandbox.stats().requests, total: sandbox.stats().arrivals.count, state: sandbox.state() }
}

describe('price of a user', () => {
  it('is one request; a step is one more', async () => {
    const { requests, total } = await countRequests(60, (n) => ({ isSuspended: n % 2 === 0 }))
    expect(requests).toEqual({
      'POST /oidc/token': 1,
      'GET /api/users': 1,
      // What the target does by itself with new users.
      'GET /api/hooks': 1,
      'GET /api/roles': 1,
      'POST /api/users': 60,
      'PATCH /api/users/:userId/is-suspended': 30,
    })
    expect(total).toBe(94)
  })

  it('of 3 roles and 2 organizations with roles is 5 % of one request', async () => {
    const fields = {
      roles: ['a', 'b', 'c'],
      organizations: [
        { name: 'Acme', roles: ['owner'] },
        { name: 'Globex', roles: ['member', 'owner'] },
      ],
    }
    const users = 1200
    const { total, state } = await countRequests(users, () => fields)
    expect(total).toBeLessThanOrEqual(users * 1.05)
    for (const { roleIds, organizations } of state.users) {
      expect(roleIds).toHaveLength(3)
      expect(organizations.map(({ organizationRoleIds }) => organizationRoleIds.length).sort()).toEqual([
        1, 2,
      ])
    }
  })
})
