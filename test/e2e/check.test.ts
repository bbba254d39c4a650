import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { startRehearsal } from '../support/sandbox-process.js'

const md5 = { passwordDigest: '5ebe2294ecd0e0f08eab7690d2a6ee69', passwordAlgorithm: 'MD5' }

const people = [
  { id: '1', email: 'ann@example.com', username: 'ann', ...md5, roles: ['admin'] },
  { id: '2', email: 'ANN@example.com' },
  { id: '3', email: 'carl@example.com', username: 'carl', emailVerified: false },
  {
    id: '4',
    phone: '+14155552671',
    identities: { google: { userId: 'g4' } },
    organizations: [{ name: 'Acme' }],
  },
]

/** A tenant that is set up for these people. */
const goodTenant = {
  fixtures: {
    roles: [{ name: 'admin' }],
    organizations: [{ name: 'Acme' }],
    connectors: [
      { type: 'Sms' as const, target: 'twilio' },
      { type: 'Social' as const, target: 'google' },
    ],
  },
}

const open = async (options: Parameters<typeof startRehearsal>[0] = {}, records: object[] = people) => {
  const rehearsal = await startRehearsal(options)
  await writeFile(rehearsal.path('users.json'), JSON.stringify(records))
  const headers = { authorization: `Bearer ${await requestToken(rehearsal.sandbox.url)}` }
  const call = (method: string, path: string, body?: unknown) =>
    send(rehearsal.sandbox.url + path, method, headers, body)
  return { ...rehearsal, call }
}

const online = ['check', 'users.json', '--online', '--rate', 'off', '--max-rejected', '1']

describe('check', () => {
  it('prices the run, lists what is lost and what is to decide, and asks nothing of the network', async () => {
    const { run, sandbox } = await open()
    sandbox.resetStats()
    const { stdout, stderr, exitCode } = await run(['check', 'users.json'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Source: Generic')
    for (const line of [
      '4 records: 3 valid, 1 rejected (duplicates: 1), 0 left out',
      'duplicate_email',
      'users.json:1',
      'email_demoted',
      'Passwords: 2 none, 1 MD5',
      'Requests: 6 at least (3 create, 1 identities, 2 memberships)',
      'at 200/10s',
      'To decide:',
      'unverifiedEmail (now demote)',
      'roles.createMissing (now false)',
      'organizations.createMissing (now false)',
    ]) {
      expect(stdout).toContain(line)
    }
    expect(sandbox.stats().requests).toEqual({})
  })

  it('prints the same as one JSON document, and ends with 0 when no more is rejected than allowed', async () => {
    const { run } = await open()
    const { stdout, exitCode } = await run(['check', 'users.json', '--json', '--max-rejected', '25%'])
    expect(exitCode).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({
      source: 'generic',
      records: 4,
      valid: 3,
      duplicates: 1,
      rate: '200/10s',
      memberships: { roles: { names: 1, users: 1 }, organizations: { names: 1, users: 1 } },
    })
    expect(report.seconds).toBeCloseTo(0.3)
    expect(report.decisions).toContainEqual(
      expect.objectContaining({ key: 'unverifiedEmail', records: 1, now: 'demote' }),
    )
    expect(report.online).toBeUndefined()
    expect(report.measured).toBeUndefined()
  })

  it('stops when two systems fit, and is silent when it is told which', async () => {
    const { run, path } = await startRehearsal()
    const columns = 'id,name,email,email_verified_at,password,remember_token,created_at,emailVerified,image'
    await writeFile(path('users.csv'), `${columns}\n1,Ann,ann@example.com,2024-01-01,,,2024-01-01,,\n`)
    const told = await run(['check', 'users.csv'])
    expect(told.exitCode).toBe(2)
    expect(told.stdout).toBe('')
    expect(told.stderr).toMatch(
      /the input could be from .* or from .*: say which with --source [\w-]+ or --source [\w-]+/,
    )
    const settled = await run(['check', 'users.csv', '--source', 'laravel'])
    expect(settled.exitCode).toBe(0)
    expect(settled.stderr).not.toMatch(/could be|Warning/)
  })

  it('refuses a share that it cannot read', async () => {
    const { run } = await open()
    const { stderr, exitCode } = await run(['check', 'users.json', '--max-rejected', 'some'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--max-rejected')
  })
})

describe('check --online', () => {
  it('is ready where the tenant has what the input needs, but for whoever cannot sign in, and writes nothing', async () => {
    const { run, sandbox, call } = await open(goodTenant)
    await call('PATCH', '/api/sign-in-exp', {
      signIn: {
        methods: [
          { identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true },
          { identifier: 'phone', password: false, verificationCode: true, isPasswordPrimary: false },
        ],
      },
    })
    sandbox.resetStats()
    const { stdout, exitCode } = await run(online)
    // Everything is there, and still one of them would stand before a closed door.
    expect(exitCode).toBe(1)
    for (const line of [
      '4 records',
      'lookups a second',
      'ok       collisions: No e-mail address',
      'ok       roles: The target has 1 role: admin (1 user).',
      'ok       organizations: The target has 1 organization: Acme (1 user).',
      'ok       connectors: Social connectors are there for 1 target: google (1 user).',
      '2 users can sign in.',
      // Carl has no password, and his e-mail address is not verified.
      'warning  sign_in: 1 user cannot sign in as the tenant is set: 1 with username only.',
      'Ready, but 1 of 3 users cannot sign in: see sign_in above.',
    ]) {
      expect(stdout).toContain(line)
    }
    expect(Object.keys(sandbox.stats().requests).filter((route) => !route.startsWith('GET '))).toEqual([
      'POST /oidc/token',
    ])
  })

  it('finds what is missing and who is there, as JSON, and ends with 1', async () => {
    const { run, call } = await open()
    await call('POST', '/api/users', { primaryEmail: 'Ann@example.com' })
    await call('POST', '/api/users', { username: 'ann' })
    await call('POST', '/api/users', { username: 'carl' })
    const { stdout, exitCode } = await run([...online, '--json', '--on-conflict', 'fail'])
    expect(exitCode).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.measured.seconds).toBeGreaterThan(0)
    expect(report.online).toMatchObject({
      isReady: false,
      tenant: { users: { count: 3 }, connectors: { count: 0 } },
      collisions: {
        records: 2,
        split: { users: 1 },
        taken: { users: 1 },
        byField: { username: { users: 2 } },
      },
    })
    const failed = report.online.checks.filter(({ status }: { status: string }) => status === 'failed')
    expect(failed.map(({ name }: { name: string }) => name)).toEqual([
      'collisions',
      'collisions',
      'roles',
      'organizations',
    ])
    expect(report.online.checks).toContainEqual(
      expect.objectContaining({ name: 'connectors', status: 'warning', decide: 'connectors' }),
    )
  })

  it('does not need roles and organizations that the config lets the import create', async () => {
    const { run, path } = await open()
    const config = { roles: { createMissing: true }, organizations: { map: { Acme: null } } }
    await writeFile(path('migrate.config.ts'), `export default ${JSON.stringify(config)}\n`)
    const { stdout, exitCode } = await run(online)
    expect(stdout).toMatch(/\nReady, but \d of 3 users cannot sign in/)
    expect(exitCode).toBe(1)
    expect(stdout).toContain('ok       roles: The import creates 1 role: admin (1 user).')
    expect(stdout).not.toContain('Acme')
  })

  it('warns of webhooks and default roles, with the users whom they meet', async () => {
    const { run } = await open({
      fixtures: {
        roles: [{ name: 'member', isDefault: true }],
        hooks: [
          { name: 'welcome', events: ['User.Created'], url: 'http://127.0.0.1/hook?key=s3cret' },
          { name: 'idle', events: ['User.Created'], enabled: false },
        ],
      },
    })
    const { stdout } = await run(online)
    expect(stdout).toContain('webhooks: Fires for each of 3 users (User.Created): welcome (127.0.0.1).')
    expect(stdout).toContain('default_roles: Logto gives every new user, imported ones too: member.')
    expect(stdout).not.toMatch(/idle|s3cret/)
  })

  it('ends with 3 without access, with 2 without an endpoint, and leaves stdout to the error', async () => {
    const { run } = await open()
    const refused = await run([...online, '--json'], { env: { LOGTO_APP_SECRET: 'wrong' } })
    expect(refused.exitCode).toBe(3)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'invalid_client' } })
    const nowhere = await run(online, { env: { LOGTO_ENDPOINT: '' } })
    expect(nowhere.exitCode).toBe(2)
    expect(nowhere.stderr).toContain('LOGTO_ENDPOINT')
  })

  it('reads standard input once for both', async () => {
    const { run, path } = await open()
    const stdin = await readFile(path('users.json'), 'utf8')
    const { stdout } = await run(['check', '-', '--online', '--rate', 'off', '--json'], { stdin })
    expect(JSON.parse(stdout)).toMatchObject({ records: 4, online: { collisions: { records: 0 } } })
  })
})
