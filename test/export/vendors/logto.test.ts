import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startRehearsal } from '../../support/sandbox-process.js'
import { exportFrom, lookAt, readRows } from '../../support/servers/vendor-server.js'

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
const count = 230

const people = Array.from({ length: count }, (_, n) => ({
  id: `old-${n}`,
  username: `person_${n}`,
  primaryEmail: `p${n}@example.com`,
  emailVerified: true,
  name: `Person ${n}`,
  passwordDigest: bcrypt,
  passwordAlgorithm: 'Bcrypt',
  isSuspended: n === 3,
  roles: n % 2 === 0 ? ['editor'] : [],
  organizations: n < 120 ? [{ name: 'Acme', roles: n === 0 ? ['owner', 'member'] : ['member'] }] : [],
  identities: n === 1 ? { google: { userId: '1035' } } : {},
}))

const config =
  'export default { roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n'

it('moves one tenant into another one with nothing to write by hand', { timeout: 60_000 }, async () => {
  const old = await startRehearsal()
  await writeFile(old.path('people.json'), JSON.stringify(people))
  await writeFile(
    old.path('invitations.json'),
    JSON.stringify([{ email: 'new@example.com', organization: 'Acme', roles: ['member'], inviter: 'old-0' }]),
  )
  await writeFile(
    old.path('migrate.config.mjs'),
    config.replace(
      '{ roles',
      "{ source: { preset: 'generic', related: { invitations: 'invitations.json' } }, roles",
    ),
  )
  const filled = await old.run(['import', 'people.json', '--rate', 'off', '--yes', '--json'])
  expect(filled.exitCode, filled.stderr).toBe(0)
  const before = old.sandbox.state()
  expect(before).toMatchObject({
    invitations: [{ invitee: 'new@example.com' }],
    organizations: [{ name: 'Acme' }],
  })

  const next = await startRehearsal()
  await writeFile(next.path('migrate.config.mjs'), config)
  const env = {
    SOURCE_LOGTO_ENDPOINT: old.sandbox.url,
    SOURCE_LOGTO_APP_ID: 'sandbox-app',
    SOURCE_LOGTO_APP_SECRET: 'sandbox-secret',
  }
  for (const step of [
    ['export', 'logto', '--rate', 'off'],
    ['import', 'exports/logto', '--rate', 'off', '--yes'],
    ['verify', 'exports/logto', '--rate', 'off'],
  ]) {
    const { exitCode, stdout, stderr } = await next.run(step, { env })
    expect(exitCode, `${step.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
    expect(stdout + stderr).not.toContain('sandbox-secret')
  }

  const after = next.sandbox.state()
  const describe = ({ users, roles, organizations, organizationRoles, invitations }: typeof after) => ({
    users: users
      .map(({ id, username, primaryEmail, name, passwordDigest, isSuspended, identities, roleIds }) => ({
        username,
        primaryEmail,
        name,
        passwordDigest,
        isSuspended,
        identities,
        roles: roleIds.map((role) => roles.find((one) => one.id === role)!.name).sort(),
        organizations: organizations.flatMap((organization) =>
          organization.members
            .filter(({ userId }) => userId === id)
            .map(({ organizationRoleIds }) => [
              organization.name,
              ...organizationRoleIds
                .map((role) => organizationRoles.find((one) => one.id === role)!.name)
                .sort(),
            ]),
        ),
      }))
      .sort((a, b) => String(a.username).localeCompare(String(b.username))),
    invitations: invitations.map(({ invitee, status }) => ({ invitee, status })),
  })
  expect(describe(after)).toEqual(describe(before))
  expect(after.users).toHaveLength(count)
})

it('reads everybody once while others sign up and leave, and counts before', async () => {
  const old = await startRehearsal()
  await writeFile(old.path('people.json'), JSON.stringify(people))
  await writeFile(old.path('migrate.config.mjs'), config)
  await old.run(['import', 'people.json', '--rate', 'off', '--yes', '--json'])
  const { users } = old.sandbox.state()
  const env = {
    SOURCE_LOGTO_ENDPOINT: old.sandbox.url,
    SOURCE_LOGTO_APP_ID: 'sandbox-app',
    SOURCE_LOGTO_APP_SECRET: 'sandbox-secret',
  }
  expect(await lookAt('logto', env)).toMatchObject({ parts: [{ name: 'users', total: count }, {}, {}, {}] })

  const folder = old.path('moving')
  const stop = new AbortController()
  await exportFrom('logto', env, folder, { stop: stop.signal, onProgress: () => stop.abort() })
  const gone = await old.run(['api', 'DELETE', `/users/${users.at(-1)!.id}`])
  expect(gone.exitCode, gone.stderr).toBe(0)
  const added = await old.run(['api', 'POST', '/users', '--data', '{"username":"newcomer"}'])
  expect(added.exitCode, added.stderr).toBe(0)
  await exportFrom('logto', env, folder)
  const ids = (await readRows(folder, 'users')).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id } of users.slice(0, -1)) expect(ids).toContain(id)
  await expect(
    exportFrom('logto', { ...env, SOURCE_LOGTO_APP_SECRET: 'wrong-one' }, `${folder}-2`),
  ).rejects.toMatchObject({ code: 'source_refused', message: expect.not.stringContaining('wrong-one') })
})
