import { readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { FieldDifference } from '../../src/verify/compare/compare-user.js'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const fast = ['--rate', 'off', '--config', 'migrate.config.mjs']
const codes = Array.from({ length: 10 }, (_, index) => `00000000a${index}`)

const personOf = (number: number): object => ({
  id: `k${number}`,
  primaryEmail: `p${number}@example.com`,
  primaryPhone: `+1415555${1000 + number}`,
  username: `user_${number}`,
  name: `Person ${number}`,
  avatar: 'https://example.com/a.png',
  profile: { givenName: 'Ann' },
  customData: { plan: 'gold' },
  passwordDigest: '5f4dcc3b5aa765d61d8327deb882cf99',
  passwordAlgorithm: 'MD5',
  isSuspended: true,
  identities: { google: { userId: `g${number}`, details: { email: `p${number}@example.com` } } },
  mfa: [
    { type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
    { type: 'BackupCode', codes },
  ],
  roles: ['editor', 'Everybody'],
  organizations: [{ id: 'north', name: 'North', roles: ['Owner'] }],
})

const config = {
  source: { preset: 'generic' },
  roles: { map: { editor: 'Editor' }, createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

interface Tenant extends Rehearsal {
  call(method: string, path: string, body?: object): Promise<{ id: string }>
  userId(number: number): string
  roleId(name: string): string
}

/** People with everything that an import carries, in a tenant with a role of everybody. */
const importPeople = async (count: number): Promise<Tenant> => {
  const rehearsal = await startRehearsal()
  const headers = { authorization: `Bearer ${await requestToken(rehearsal.sandbox.url)}` }
  const { sandbox } = rehearsal
  const tenant: Tenant = {
    ...rehearsal,
    call: async (method, path, body) => {
      const answer = await send(`${sandbox.url}/api${path}`, method, headers, body)
      expect(answer.status, `${method} ${path}`).toBeLessThan(300)
      return answer.body as { id: string }
    },
    userId: (number) =>
      sandbox.state().users.find(({ customData }) => {
        const from = customData['migratedFrom']
        return typeof from === 'object' && from !== null && 'id' in from && from.id === `k${number}`
      })?.id ?? '',
    roleId: (name) => sandbox.state().roles.find((role) => role.name === name)?.id ?? '',
  }
  await tenant.call('POST', '/roles', { name: 'Everybody', description: 'All', isDefault: true })
  await tenant.call('POST', '/roles', { name: 'Other', description: 'Other' })
  await writeFile(
    rehearsal.path('users.ndjson'),
    Array.from({ length: count }, (_, index) => `${JSON.stringify(personOf(index + 1))}\n`).join(''),
  )
  await writeFile(rehearsal.path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  expect((await rehearsal.run(['import', 'users.ndjson', ...fast])).exitCode).toBe(0)
  return tenant
}

type Break = (tenant: Tenant, userId: string, number: number) => Promise<unknown>

const organizationOf = ({ sandbox }: Tenant) => {
  const { organizations, organizationRoles } = sandbox.state()
  return { id: organizations[0]?.id ?? '', roleId: organizationRoles[0]?.id ?? '' }
}

const patch =
  (body: object): Break =>
  (tenant, userId) =>
    tenant.call('PATCH', `/users/${userId}`, body)

const factorId = (tenant: Tenant, userId: string, type: string): string => {
  const user = tenant.sandbox.state().users.find(({ id }) => id === userId)
  return user?.mfaFactors.find((factor) => factor.type === type)?.id ?? ''
}

/** What is broken, how, where verify counts it, and the difference it writes. */
const breaks: [string, Break, 'fields' | 'extras', FieldDifference][] = [
  [
    'e-mail',
    patch({ primaryEmail: 'x@example.com' }),
    'fields',
    { field: 'primaryEmail', actual: 'x@example.com' },
  ],
  ['phone', patch({ primaryPhone: '' }), 'fields', { field: 'primaryPhone', actual: null }],
  ['username', patch({ username: 'else_1' }), 'fields', { field: 'username', expected: 'user_#' }],
  ['name', patch({ name: 'X' }), 'fields', { field: 'name', expected: 'Person #', actual: 'X' }],
  ['avatar', patch({ avatar: '' }), 'fields', { field: 'avatar', actual: null }],
  [
    'profile',
    patch({ profile: {} }),
    'fields',
    { field: 'profile.givenName', expected: 'Ann', actual: null },
  ],
  [
    'custom data',
    (tenant, userId, number) =>
      tenant.call('PATCH', `/users/${userId}`, {
        customData: { plan: 'tin', migratedFrom: { system: 'generic', id: `k${number}` } },
      }),
    'fields',
    { field: 'customData.plan' },
  ],
  [
    'suspension',
    (tenant, userId) => tenant.call('PATCH', `/users/${userId}/is-suspended`, { isSuspended: false }),
    'fields',
    { field: 'isSuspended', expected: true, actual: false },
  ],
  [
    'the password',
    (tenant, userId) => tenant.call('PATCH', `/users/${userId}/password`, { password: 'another one' }),
    'fields',
    { field: 'passwordDigest', expected: 'MD5', actual: 'Argon2i' },
  ],
  [
    'the account of an identity',
    (tenant, userId, number) =>
      tenant.call('PUT', `/users/${userId}/identities/google`, { userId: `other${number}` }),
    'fields',
    { field: 'identities.google', expected: 'g#', actual: 'other#' },
  ],
  [
    'the details of an identity',
    (tenant, userId, number) =>
      tenant.call('PUT', `/users/${userId}/identities/google`, { userId: `g${number}`, details: {} }),
    'fields',
    { field: 'identities.google.details.email' },
  ],
  [
    'an identity',
    (tenant, userId) => tenant.call('DELETE', `/users/${userId}/identities/google`),
    'fields',
    { field: 'identities.google', expected: 'g#', actual: null },
  ],
  [
    'a role',
    (tenant, userId) => tenant.call('DELETE', `/users/${userId}/roles/${tenant.roleId('Editor')}`),
    'fields',
    { field: 'roles.Editor', expected: 'Editor', actual: null },
  ],
  [
    'a default role that the plan names',
    (tenant, userId) => tenant.call('DELETE', `/users/${userId}/roles/${tenant.roleId('Everybody')}`),
    'fields',
    { field: 'roles.Everybody', expected: 'Everybody', actual: null },
  ],
  [
    'one role more',
    (tenant, userId) => tenant.call('POST', `/users/${userId}/roles`, { roleIds: [tenant.roleId('Other')] }),
    'extras',
    { field: 'roles.Other', expected: null, actual: 'Other', isExtra: true },
  ],
  [
    'a membership',
    (tenant, userId) => tenant.call('DELETE', `/organizations/${organizationOf(tenant).id}/users/${userId}`),
    'fields',
    { field: 'organizations.North', expected: 'North', actual: null },
  ],
  [
    'one membership more',
    async (tenant, userId) => {
      const { id } = await tenant.call('POST', '/organizations', { name: 'South' })
      await tenant.call('POST', `/organizations/${id}/users`, { userIds: [userId] })
    },
    'extras',
    { field: 'organizations.South', actual: 'South', isExtra: true },
  ],
  [
    'an organization role',
    (tenant, userId) => {
      const { id, roleId } = organizationOf(tenant)
      return tenant.call('DELETE', `/organizations/${id}/users/${userId}/roles/${roleId}`)
    },
    'fields',
    { field: 'organizationRoles.North.Owner', expected: 'Owner', actual: null },
  ],
  [
    'one organization role more',
    async (tenant, userId) => {
      const { id: roleId } = await tenant.call('POST', '/organization-roles', { name: 'Guest' })
      const { id } = organizationOf(tenant)
      await tenant.call('POST', `/organizations/${id}/users/roles`, {
        userIds: [userId],
        organizationRoleIds: [roleId],
      })
    },
    'extras',
    { field: 'organizationRoles.North.Guest', actual: 'Guest', isExtra: true },
  ],
  [
    'a second factor',
    (tenant, userId) =>
      tenant.call('DELETE', `/users/${userId}/mfa-verifications/${factorId(tenant, userId, 'BackupCode')}`),
    'fields',
    { field: 'mfa.BackupCode', expected: 'BackupCode', actual: null },
  ],
]

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

describe('verify compares everything', () => {
  it('finds an import as it should be, and in how few requests', async () => {
    const tenant = await importPeople(3)
    tenant.sandbox.resetStats()
    const { stdout, exitCode } = await tenant.run(['verify', 'users.ndjson', '--json', ...fast])
    expect(JSON.parse(stdout)).toMatchObject({
      compared: { users: 3, same: 3, different: 0, fields: {}, extras: {}, factorsAsked: 3 },
      isVerified: true,
    })
    expect(exitCode).toBe(0)
    expect(tenant.sandbox.stats().requests).toEqual({
      'POST /oidc/token': 1,
      'GET /api/users': 3,
      'GET /api/users/:userId/mfa-verifications': 3,
      // Once to name them and once to read who has them.
      'GET /api/roles': 2,
      'GET /api/roles/:id/users': 3,
      'GET /api/organizations': 2,
      'GET /api/organizations/:id/users': 1,
      'GET /api/organization-roles': 2,
    })
  })

  it('finds each thing that is broken, and nothing else, by the checkpoint and by identifiers', async () => {
    const tenant = await importPeople(breaks.length + 1)
    const ids = breaks.map((_, index) => tenant.userId(index + 1))
    for (const [index, [, damage]] of breaks.entries()) await damage(tenant, ids[index] ?? '', index + 1)
    const counts = { fields: {}, extras: {} }
    for (const [, , list, { field }] of breaks) count(counts[list], field.split('.')[0] ?? '')

    for (const by of ['checkpoint', 'identifiers']) {
      if (by === 'identifiers') await rm(tenant.path('.migrate'), { recursive: true })
      const { stdout, exitCode } = await tenant.run(['verify', 'users.ndjson', '--json', ...fast])
      const report = JSON.parse(stdout)
      expect(report).toMatchObject({
        by,
        compared: { same: 1, different: breaks.length, missing: 0, ...counts },
        isVerified: false,
      })
      expect(exitCode).toBe(1)
      const text = await readFile(tenant.path(report.differences), 'utf8')
      expect(text).not.toContain('5f4dcc3b')
      const lines = text.trimEnd().split('\n')
      expect(lines).toHaveLength(breaks.length)
      for (const [index, [title, , , difference]] of breaks.entries()) {
        const expected = JSON.parse(JSON.stringify(difference).replaceAll('#', String(index + 1)))
        expect(JSON.parse(lines[index] ?? ''), title).toMatchObject({
          sourceKey: `k${index + 1}`,
          logtoId: ids[index],
          differences: [expected],
        })
      }
    }

    const { stdout } = await tenant.run(['verify', 'users.ndjson', ...fast])
    expect(stdout).toContain(`${breaks.length + 1} users compared: 1 as in the source`)
    expect(stdout).toMatch(/field +differ +have more\n/)
    expect(stdout).toMatch(/roles +2 +1\n/)
    expect(stdout).toMatch(/identities +3 +0\n/)
    expect(stdout).toContain(`Second factors: ${breaks.length + 1} users asked for one by one`)
  }, 30_000)

  it('makes nothing of what is missing', async () => {
    const tenant = await importPeople(2)
    const { id } = organizationOf(tenant)
    await tenant.call('DELETE', `/organizations/${id}`)
    const before = tenant.sandbox.state()
    const { stdout, exitCode } = await tenant.run(['verify', 'users.ndjson', ...fast])
    expect(stdout).toMatch(/organizations +2 +0\n/)
    expect(exitCode).toBe(1)
    expect(tenant.sandbox.state()).toEqual(before)
  })

  it('takes the digest of a proved password for what it is', async () => {
    const tenant = await importPeople(1)
    await writeFile(tenant.path('known.csv'), 'key,password\nk1,password\n')
    const args = ['verify', 'users.ndjson', '--passwords', 'known.csv', ...fast]
    expect((await tenant.run(args)).exitCode).toBe(0)
    // Logto has replaced it now.
    expect((await tenant.run(args)).exitCode).toBe(0)
    const { stdout, exitCode } = await tenant.run(['verify', 'users.ndjson', ...fast])
    expect(stdout).toContain('passwordDigest')
    expect(exitCode).toBe(1)
  })
})
