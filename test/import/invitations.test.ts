import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type OpenRun, openRun } from '../../src/checkpoint/open-run.js'
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.js'
import { locateRun } from '../../src/checkpoint/run-folder.js'
import type { InvitationsConfig, OrganizationsConfig } from '../../src/config/config.js'
import type { Effects } from '../../src/effects/effects.js'
import { systemEffects } from '../../src/effects/system-effects.js'
import { createOrganizationSource } from '../../src/import/memberships/organization-source.js'
import { OrganizationResolver } from '../../src/import/memberships/resolve-organizations.js'
import { RoleResolver } from '../../src/import/memberships/resolve-roles.js'
import { createOrganizationRoleSource } from '../../src/import/memberships/role-source.js'
import { runInvitations } from '../../src/import/invitations/run-invitations.js'
import type { ApiRequest } from '../../src/logto/http/api-call.js'
import { createTarget } from '../../src/logto/create-target.js'
import { createConcurrency } from '../../src/pace/concurrency/concurrency.js'
import { createPacer } from '../../src/pace/create-pacer.js'
import { countInvitations } from '../../src/report/count-invitations.js'
import type { FaultPlan } from '../../src/sandbox/faults/fault-plan.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js'
import type { JsonObject, SourceRecord } from '../../src/source/source-record.js'

const hastyEffects: Effects = {
  ...systemEffects,
  sleep: (_delayMs, signal) => systemEffects.sleep(1, signal),
}

const fixtures = {
  organizations: [{ id: 'o1', name: 'Acme' }],
  organizationRoles: [{ id: 'or1', name: 'admin' }],
}

const future = '2099-01-01T00:00:00Z'
const invite = (email: string, fields: JsonObject = {}): JsonObject => ({
  email,
  organization_id: 'org_1',
  expires_at: future,
  ...fields,
})

interface SessionOptions {
  rules?: InvitationsConfig
  organizations?: OrganizationsConfig
  onRequest?: (request: ApiRequest) => void
  /** Entries that an earlier session left. */
  prepare?: (run: OpenRun) => Promise<void>
  isRetry?: boolean
}

/** A tenant with the organization `o1` that was made from `org_1`, and an empty run. */
const createBench = async (options: SandboxOptions = {}) => {
  const sandbox = await startSandbox({ fixtures, ...options })
  sandbox.store.organizations.get('o1')!.customData = { migratedFrom: { id: 'org_1' } }
  const folder = mkdtempSync(join(tmpdir(), 'logto-migrate-test-'))
  onTestFinished(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const location = locateRun(join(folder, 'run'))

  const send = async (rows: JsonObject[], options: SessionOptions = {}) => {
    const effects = hastyEffects
    const pacer = await createPacer({ rate: 'off', effects })
    const target = createTarget({
      endpoint: sandbox.url,
      appId: 'sandbox-app',
      appSecret: 'sandbox-secret',
      pacer,
      effects,
      timeoutMs: 2000,
    })
    const watched: typeof target.send = (request, signal) => {
      options.onRequest?.(request)
      return target.send(request, signal)
    }
    const run = await openRun({
      run: location,
      source: 'generic',
      input: [{ path: 'records', size: 1, sha256: 'same' }],
      target: { endpoint: sandbox.url, tenantId: 'default' },
      mode: 'auto',
      sync: 'never',
      toolVersion: '0.1.0',
      effects,
    })
    const missing: [number, string][] = []
    try {
      await options.prepare?.(run)
      if (options.isRetry === true) await run.journal.append({ t: 'retry', at: run.at() })
      const { journal } = run
      const organizations = options.organizations ?? {}
      const end = await runInvitations({
        open: () => readRows(rows),
        run,
        send: watched,
        concurrency: createConcurrency({ rate: 'off', now: effects.now, auto: false, initial: 4 }),
        resolvers: {
          organizations: new OrganizationResolver(
            createOrganizationSource(watched, () => Promise.resolve()),
            organizations,
            journal,
          ),
          organizationRoles: new RoleResolver(
            createOrganizationRoleSource(watched),
            organizations.roles ?? {},
            journal,
          ),
        },
        describe: (organization) => organization,
        rules: options.rules ?? {},
        effects,
        settleMs: 1,
        stop: new AbortController().signal,
        onMissing: ({ ordinal }, code) => missing.push([ordinal, code]),
      })
      return { end, missing, counts: countInvitations(run.state.invitations) }
    } finally {
      await run.close('stopped')
      await target.close()
    }
  }
  return { sandbox, send, location }
}

async function* readRows(rows: JsonObject[]): AsyncGenerator<SourceRecord[]> {
  await Promise.resolve()
  yield rows.map((record, index) => ({
    ordinal: index + 1,
    file: 'invitations',
    line: index + 1,
    record,
    raw: undefined,
    problem: undefined,
  }))
}

const addUser = ({ store }: Sandbox, id: string, primaryEmail: string): void => {
  const none = { username: null, primaryPhone: null, name: null, avatar: null, passwordDigest: null }
  const flags = { passwordAlgorithm: null, isSuspended: false, isPasswordExpired: false, lastSignInAt: null }
  const lists = { customData: {}, profile: {}, identities: {}, mfaFactors: [] }
  store.users.add(id, { ...none, ...flags, ...lists, primaryEmail }, Date.now())
}

const isCreate = ({ method, path }: ApiRequest): boolean =>
  method === 'POST' && path === '/api/organization-invitations'

describe('invitations', () => {
  it('come over with organization, role and end, without a mail', async () => {
    const bodies: unknown[] = []
    const { sandbox, send } = await createBench()
    const { end, counts } = await send([invite('a@example.com', { role: 'admin' })], {
      onRequest: (request) => void (isCreate(request) && bodies.push(request.body)),
    })
    expect(end).toBe('complete')
    expect(counts).toEqual({ sent: 1, existing: 0, skipped: 0, failed: 0, unknown: 0, codes: {} })
    expect(bodies).toMatchObject([{ messagePayload: false }])
    expect(sandbox.state().invitations).toMatchObject([
      {
        invitee: 'a@example.com',
        organizationId: 'o1',
        organizationRoleIds: ['or1'],
        expiresAt: Date.parse(future),
        inviterId: null,
        status: 'Pending',
      },
    ])
  })

  it.each<{ code: string; row: JsonObject; state: 'skipped' | 'failed' }>([
    { code: 'invitation_accepted', row: invite('a@example.com', { status: 'accepted' }), state: 'skipped' },
    { code: 'invitation_revoked', row: invite('a@example.com', { status: 'revoked' }), state: 'skipped' },
    { code: 'invitation_expired', row: invite('a@example.com', { expires_at: 1_000_000 }), state: 'skipped' },
    {
      code: 'invitation_without_organization',
      row: invite('a@example.com', { organization_id: null }),
      state: 'skipped',
    },
    { code: 'invitation_status_unknown', row: invite('a@example.com', { status: 'limbo' }), state: 'failed' },
    { code: 'invitee_missing', row: invite(''), state: 'failed' },
    { code: 'invitee_invalid', row: invite('nobody'), state: 'failed' },
    { code: 'organization_missing', row: invite('a@example.com', { organization_id: 'x' }), state: 'failed' },
    { code: 'organizationRole_missing', row: invite('a@example.com', { role: 'x' }), state: 'failed' },
    { code: 'already_member', row: invite('member@example.com'), state: 'skipped' },
  ])('$code: $state, and nothing is created', async ({ code, row, state }) => {
    const { sandbox, send } = await createBench()
    addUser(sandbox, 'u1', 'member@example.com')
    sandbox.store.memberships.add('o1', 'u1')
    const { counts, missing } = await send([row])
    expect(counts).toMatchObject({ [state]: 1, sent: 0, codes: { [code]: 1 } })
    expect(missing).toEqual([[1, code]])
    expect(await readFile('docs/organizations.md', 'utf8')).toContain(`\`${code}\``)
    expect(sandbox.state().invitations).toEqual([])
  })

  it('an organization that the config leaves out, and one that it creates', async () => {
    const { sandbox, send } = await createBench()
    const rows = [
      invite('a@example.com'),
      invite('b@example.com', { organization_id: 'new', organization_name: 'New' }),
    ]
    const organizations = { map: { org_1: null }, createMissing: true }
    const { counts } = await send(rows, { organizations })
    expect(counts).toMatchObject({ sent: 1, skipped: 1, codes: { organization_left_out: 1 } })
    expect(sandbox.state().organizations).toMatchObject([
      { name: 'Acme' },
      { name: 'New', customData: { migratedFrom: { id: 'new' } } },
    ])
  })

  it('one address to one organization once, however often the source has it', async () => {
    const { sandbox, send } = await createBench()
    const rows = [
      invite('a@example.com', { status: 'expired' }),
      invite('a@example.com'),
      invite('a@example.com'),
      invite('A@example.com', { role: 'admin' }),
    ]
    const first = await send(rows)
    expect(first.counts).toMatchObject({
      sent: 1,
      skipped: 3,
      codes: { invitation_expired: 1, invitation_repeated: 2 },
    })
    expect((await send(rows)).counts).toEqual(first.counts)
    expect(sandbox.state().invitations).toHaveLength(1)
  })

  it('a second session sends nothing; a newer file only what is new', async () => {
    const { sandbox, send } = await createBench()
    const row = invite('a@example.com', { id: 'i1' })
    await send([row, invite('b@example.com', { id: 'i2', status: 'expired' })])
    const requests: string[] = []
    await send([row], { onRequest: ({ method, path }) => void requests.push(`${method} ${path}`) })
    expect(requests).toEqual([])
    // i2 was sent again in the source.
    const { counts } = await send([
      invite('c@example.com', { id: 'i3' }),
      invite('b@example.com', { id: 'i2' }),
      row,
    ])
    expect(counts).toMatchObject({ sent: 3, skipped: 0 })
    expect(
      sandbox
        .state()
        .invitations.map(({ invitee }) => invitee)
        .sort(),
    ).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
  })

  it('one that somebody else had sent before is left as it is', async () => {
    const { sandbox, send } = await createBench()
    sandbox.store.invitations.set('i0', {
      tenantId: 'default',
      id: 'i0',
      inviterId: null,
      invitee: 'a@example.com',
      acceptedUserId: null,
      organizationId: 'o1',
      status: 'Pending',
      createdAt: 1,
      updatedAt: 1,
      expiresAt: Date.parse(future),
      organizationRoleIds: [],
    })
    const { counts } = await send([invite('a@example.com')])
    expect(counts).toMatchObject({ existing: 1, sent: 0 })
    expect(sandbox.state().invitations).toHaveLength(1)
  })

  it.each<{ id: string; faults: FaultPlan }>([
    {
      id: 'a broken connection after it was applied',
      faults: { resetAfterCommit: { probability: 0.5, max: 8 } },
    },
    { id: 'a 500 after it was applied', faults: { error5xxAfterCommit: { probability: 0.5, max: 8 } } },
    { id: 'a broken connection before', faults: { resetBeforeCommit: { probability: 0.5, max: 8 } } },
  ])('$id: sent once and counted as our own', async ({ faults }) => {
    const { sandbox, send } = await createBench({ faults })
    const { end, counts } = await send(Array.from({ length: 12 }, (_, n) => invite(`u${n}@example.com`)))
    expect(end).toBe('complete')
    expect(counts).toMatchObject({ sent: 12, existing: 0, failed: 0 })
    expect(sandbox.state().invitations).toHaveLength(12)
  })

  it.each([{ wasApplied: true }, { wasApplied: false }])(
    'begun and killed, applied: $wasApplied: the resume looks before it sends',
    async ({ wasApplied }) => {
      const { sandbox, send, location } = await createBench()
      let isKilled = false
      const session = send([invite('a@example.com')], {
        onRequest: (request) => {
          if (!isCreate(request) || isKilled) return
          isKilled = true
          throw new Error('killed')
        },
      })
      await expect(session).rejects.toThrow('killed')
      const { state } = await readCheckpoint(location.checkpoint)
      expect([...state.invitations.values()]).toMatchObject([{ state: 'begin' }])
      if (wasApplied) {
        const now = Date.now()
        sandbox.store.invitations.set('i0', {
          tenantId: 'default',
          id: 'i0',
          inviterId: null,
          invitee: 'a@example.com',
          acceptedUserId: null,
          organizationId: 'o1',
          status: 'Pending',
          createdAt: now,
          updatedAt: now,
          expiresAt: Date.parse(future),
          organizationRoleIds: [],
        })
      }
      const requests: ApiRequest[] = []
      const { counts } = await send([invite('a@example.com')], {
        onRequest: (one) => void requests.push(one),
      })
      expect(counts).toMatchObject({ sent: 1, unknown: 0 })
      expect(sandbox.state().invitations).toHaveLength(1)
      const paths = requests.filter(({ path }) => path.startsWith('/api/organization-invitations'))
      expect(paths[0]).toMatchObject({ method: 'GET' })
      expect(paths.filter(isCreate)).toHaveLength(wasApplied ? 0 : 1)
    },
  )

  it('what failed comes over with a retry, when its reason is gone', async () => {
    const { sandbox, send } = await createBench()
    const rows = [invite('a@example.com', { organization_id: 'late' })]
    expect((await send(rows)).counts).toMatchObject({ failed: 1 })
    sandbox.store.organizations.get('o1')!.customData = { migratedFrom: { id: 'late' } }
    expect((await send(rows)).counts).toMatchObject({ failed: 1, sent: 0 })
    expect((await send(rows, { isRetry: true })).counts).toMatchObject({ failed: 0, sent: 1 })
  })

  it('names the inviter who came over', async () => {
    const { sandbox, send } = await createBench()
    addUser(sandbox, 'logto1', 'jane@example.com')
    const prepare = async ({ journal, at }: OpenRun): Promise<void> => {
      await journal.append({ t: 'begin', n: 1, key: 'jane', at: at() })
      await journal.append({ t: 'created', n: 1, id: 'logto1', at: at(), ms: 1, left: 0 })
    }
    const rows = [invite('a@example.com', { inviter: 'jane' }), invite('b@example.com', { inviter: 'gone' })]
    const { counts } = await send(rows, { prepare })
    expect(counts).toMatchObject({ sent: 2 })
    expect(
      sandbox
        .state()
        .invitations.map(({ invitee, inviterId }) => [invitee, inviterId])
        .sort(),
    ).toEqual([
      ['a@example.com', 'logto1'],
      ['b@example.com', null],
    ])
  })

  it('asks Logto for a mail only when told to, with the link filled in', async () => {
    const { send } = await createBench({
      fixtures: { ...fixtures, connectors: [{ type: 'Email', target: 'smtp' }] },
    })
    const bodies: unknown[] = []
    const { counts } = await send([invite('a+b@example.com')], {
      rules: { sendMail: true, link: 'https://app.example.com/join?to={organization}&as={email}' },
      onRequest: (request) => void (isCreate(request) && bodies.push(request.body)),
    })
    expect(counts).toMatchObject({ sent: 1 })
    expect(bodies).toMatchObject([
      { messagePayload: { link: 'https://app.example.com/join?to=o1&as=a%2Bb%40example.com' } },
    ])
  })

  it('a target without an e-mail connector ends the run after 25, not after all', async () => {
    const { sandbox, send } = await createBench()
    const rows = Array.from({ length: 60 }, (_, n) => invite(`u${n}@example.com`))
    await expect(send(rows, { rules: { sendMail: true } })).rejects.toMatchObject({ code: 'failing_alike' })
    expect(sandbox.stats().requests['POST /api/organization-invitations']).toBeLessThan(40)
  })

  it('without an end in the source it is valid for 30 days, or as long as the config says', async () => {
    const { sandbox, send } = await createBench()
    const before = Date.now()
    await send([invite('a@example.com', { expires_at: null })])
    await send([invite('b@example.com', { expires_at: null })], { rules: { validDays: 1 } })
    const lives = sandbox.state().invitations.map(({ expiresAt }) => (expiresAt - before) / 86_400_000)
    expect(lives.map(Math.round)).toEqual([30, 1])
  })
})
