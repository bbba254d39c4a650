import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { createMissing, createPeople } from '../rollback/open-run.js'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

export const fast = ['--rate', 'off']

/** A tenant with people, a role and an organization of its own, before any run. */
export const startTenant = async (count: number): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const headers = { authorization: `Bearer ${await requestToken(rehearsal.sandbox.url)}` }
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await send(`${rehearsal.sandbox.url}/api${path}`, 'POST', headers, body)
    expect(answer.status).toBeLessThan(300)
    return (answer.body as { id?: string } | undefined)?.id ?? ''
  }
  const userIds = [
    // In the export, too.
    await create('/users', { primaryEmail: 'person1@example.com', name: 'Was here' }),
    await create('/users', { primaryEmail: 'old@example.com' }),
  ]
  const viewer = await create('/roles', { name: 'Viewer', description: 'Own' })
  await create(`/roles/${viewer}/users`, { userIds })
  const south = await create('/organizations', { name: 'South' })
  await create(`/organizations/${south}/users`, { userIds })
  const people = createPeople(count).map((person) => ({
    ...person,
    roles: ['Editor', 'Viewer'],
    organizations: [{ name: 'South' }, { id: 'north', name: 'North', roles: ['Owner', 'Member'] }],
    mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
  }))
  await writeFile(rehearsal.path('users.ndjson'), people.map((each) => `${JSON.stringify(each)}\n`).join(''))
  await writeFile(
    rehearsal.path('migrate.config.mjs'),
    `export default ${JSON.stringify({ ...createMissing, source: { preset: 'generic' } })}\n`,
  )
  return rehearsal
}

export const slowDown = async ({ sandbox }: Rehearsal, latencyMs: [number, number]): Promise<void> => {
  const answer = await send(`${sandbox.url}/__sandbox/options`, 'PUT', {}, { latencyMs })
  expect(answer.status).toBe(200)
}

export const config = ['--config', 'migrate.config.mjs']

/** A rollback that is killed at so many deleted users, each time: what it leaves is the tenant as it was before the import. */
export const killRollback = async (...killedAt: readonly number[]): Promise<void> => {
  const rehearsal = await startTenant(60)
  const before = rehearsal.sandbox.state()
  expect((await rehearsal.run(['import', 'users.ndjson', ...config, ...fast])).exitCode).toBe(0)
  await slowDown(rehearsal, [5, 40])
  for (const deletes of killedAt) {
    const total = 61 - rehearsal.sandbox.store.users.count
    const killed = await rehearsal.spawn(['rollback', '--yes', '--concurrency', '4', ...fast], {
      onStart: (child) => {
        const timer = setInterval(() => {
          if (61 - rehearsal.sandbox.store.users.count >= Math.max(deletes, total + 1)) child.kill('SIGKILL')
        }, 3)
        child.once('close', () => clearInterval(timer))
      },
    })
    expect(killed.signal).toBe('SIGKILL')
  }
  const resumed = await rehearsal.run(['rollback', '--yes', '--json', ...fast])
  expect(JSON.parse(resumed.stdout)).toMatchObject({
    end: 'complete',
    users: { made: 59, deleted: 59, gone: 0, kept: 0, failed: 0 },
    kept: [],
  })
  expect(resumed.exitCode).toBe(0)
  expect(rehearsal.sandbox.state()).toEqual(before)
}
