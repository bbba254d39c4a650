import { readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const future = '2099-01-01T00:00:00Z'

/** Clerk's way of writing them, in pages. */
const page = {
  data: [
    {
      object: 'organization_invitation',
      id: 'orginv_1',
      email_address: 'new@example.com',
      organization_id: 'org_1',
      role: 'org:admin',
      inviter_id: 'user_1',
      status: 'pending',
      expires_at: Date.parse(future),
    },
    {
      object: 'organization_invitation',
      id: 'orginv_2',
      email_address: 'ada@example.com',
      organization_id: 'org_1',
      status: 'pending',
      expires_at: null,
    },
    {
      object: 'organization_invitation',
      id: 'orginv_3',
      email_address: 'old@example.com',
      organization_id: 'org_1',
      status: 'revoked',
    },
  ],
  total_count: 3,
}
const users = [
  {
    id: 'user_1',
    primaryEmail: 'ada@example.com',
    organizations: [{ id: 'org_1', name: 'Acme', roles: ['admin'] }],
  },
]

const prepare = async ({ path }: Rehearsal, invitations: object, more = ''): Promise<void> => {
  await writeFile(path('users.json'), JSON.stringify(users))
  await writeFile(path('invitations.json'), JSON.stringify(invitations))
  await writeFile(
    path('migrate.config.ts'),
    `export default {
      source: { preset: 'generic', files: 'users.json', related: { invitations: 'invitations.json' } },
      organizations: { createMissing: true, roles: { createMissing: true } },
      ${more}
    }`,
  )
}

describe('invitations', () => {
  it('come over after the users, and are counted', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal, page)
    const { exitCode, stdout, stderr } = await rehearsal.run(['import', '--rate', 'off'])
    expect(exitCode, stderr).toBe(0)
    expect(stdout).toMatch(/ 1 {2}invitations to organizations arrived\n/)
    expect(stdout).toMatch(/ 2 {2}invitations left out/)
    expect(stdout).toMatch(/ 1 {2}invitation: already_member\n/)
    expect(stdout).toMatch(/ 1 {2}invitation: invitation_revoked\n/)
    const { invitations, users: stored, organizations, organizationRoles } = rehearsal.sandbox.state()
    expect(invitations).toMatchObject([
      {
        invitee: 'new@example.com',
        organizationId: organizations[0]?.id,
        organizationRoleIds: [organizationRoles[0]?.id],
        inviterId: stored[0]?.id,
        expiresAt: Date.parse(future),
      },
    ])
    const status = await rehearsal.run(['status', '.migrate/users', '--json'])
    expect(JSON.parse(status.stdout)).toMatchObject({
      isComplete: true,
      invitations: { sent: 1, existing: 0, skipped: 2, failed: 0, unknown: 0 },
    })
    const again = await rehearsal.run(['import', '--rate', 'off', '--json'])
    expect(again.exitCode, again.stderr).toBe(0)
    expect(rehearsal.sandbox.stats().requests['POST /api/organization-invitations']).toBe(2)
  })

  it('one that cannot come over: exit code 1, its line and its reason; retry brings it', async () => {
    const rehearsal = await startRehearsal()
    const { sandbox, run } = rehearsal
    const row = { email: 'new@example.com', organization: 'Acme', role: 'ghost', expiresAt: future }
    await prepare(rehearsal, [row], 'organizations: { createMissing: true },')
    const first = await run(['import', '--rate', 'off'])
    expect(first.exitCode).toBe(1)
    expect(first.stdout).toMatch(/invitation: organizationRole_missing\n +invitations\.json:\d+\n/)
    const role = { tenantId: 'default', id: 'r9', name: 'ghost', description: null, type: 'User' } as const
    sandbox.store.organizationRoles.set('r9', role)
    sandbox.store.organizationRoles.set('r8', { ...role, id: 'r8', name: 'admin' })
    const retried = await run(['retry', '--rate', 'off'])
    expect(retried.exitCode, retried.stdout).toBe(0)
    expect(sandbox.state().invitations).toMatchObject([
      { invitee: 'new@example.com', organizationRoleIds: ['r9'] },
    ])
  })

  it('sendMail without a connector in Logto stops and says why', async () => {
    const rehearsal = await startRehearsal()
    const rows = Array.from({ length: 30 }, (_, n) => ({ email: `n${n}@example.com`, organization: 'Acme' }))
    await prepare(rehearsal, rows, 'invitations: { sendMail: true },')
    const { exitCode, stderr } = await rehearsal.run(['import', '--rate', 'off'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('connector.not_found')
  })

  it('a misspelt setting ends with 2', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal, page, "invitations: { link: 'app.example.com' },")
    const { exitCode, stderr } = await rehearsal.run(['import', '--rate', 'off'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('expected an http or https URL')
  })

  it('check counts them without the network, and a wrong path is found before the users', async () => {
    const rehearsal = await startRehearsal()
    const { path, run, sandbox } = rehearsal
    await prepare(rehearsal, page)
    const { exitCode, stdout } = await run(['check'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('3 invitations: 2 to be sent, 1 left out, 0 that cannot be\n')
    expect(stdout).toMatch(/ 1 {2}invitation_revoked {2}invitations\.json:\d+\n/)
    await writeFile(path('invitations.json'), JSON.stringify([{ email: 'nobody', organization: 'Acme' }]))
    const bad = await run(['check', '--json'])
    expect(bad.exitCode).toBe(1)
    expect(JSON.parse(bad.stdout)).toMatchObject({
      invitations: { records: 1, ready: 0, failed: 1, codes: { invitee_invalid: { count: 1 } } },
    })
    await rm(path('invitations.json'))
    const missing = await run(['import', '--rate', 'off'])
    expect(missing.exitCode).toBe(2)
    expect(missing.stderr).toContain('invitations.json')
    expect(sandbox.stats().requests['POST /api/users']).toBeUndefined()
  })

  it('no address is in the checkpoint or the log', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal, page)
    await rehearsal.run(['import', '--rate', 'off'])
    for (const name of ['checkpoint.ndjson', 'run.log']) {
      expect(await readFile(rehearsal.path('.migrate', 'users', name), 'utf8')).not.toContain('@example.com')
    }
  })
})
