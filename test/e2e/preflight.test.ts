import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { startRehearsal } from '../support/sandbox-process.js'

const fast = ['--rate', 'off']

describe('preflight', () => {
  it('tries all families when no input is named, and says what it looked at', async () => {
    const { run, sandbox } = await startRehearsal()
    const { stdout, exitCode } = await run(['preflight', ...fast])
    for (const line of [
      'access: ',
      'clock: ',
      'round_trip: ',
      'Logto is 1.38 or newer',
      'verifies 11 of 11',
      'tenant: The target holds 0 users, 2 applications, 1 API resource, 1 role, 0 organizations, 0 connectors, 0 webhooks.',
      'Ready.',
    ]) {
      expect(stdout).toContain(line)
    }
    expect(exitCode).toBe(0)
    expect(sandbox.state().users).toEqual([])
  })

  it('tries only the families of the input, and prints one JSON document', async () => {
    const { run, path } = await startRehearsal({ clockSkewMs: -7_200_000 })
    const users = [
      {
        email: 'a@example.com',
        passwordDigest: '5ebe2294ecd0e0f08eab7690d2a6ee69',
        passwordAlgorithm: 'MD5',
      },
      { email: 'b@example.com', password: 'plain' },
      { email: 'c@example.com', passwordDigest: '["sha512",["s","@"],"aa"]', passwordAlgorithm: 'Legacy' },
    ]
    await writeFile(path('users.json'), JSON.stringify(users))
    const { stdout, exitCode } = await run(['preflight', 'users.json', '--json', ...fast])
    const report = JSON.parse(stdout)
    expect(report.canaries).toEqual([
      { family: 'Legacy sha512', outcome: 'works' },
      { family: 'MD5', outcome: 'works' },
    ])
    expect(report.clockSkewMs).toBeGreaterThan(-7_202_000)
    expect(report.clockSkewMs).toBeLessThan(-7_198_000)
    expect(report.checks).toContainEqual(expect.objectContaining({ name: 'clock', status: 'warning' }))
    expect(report).toMatchObject({ isReady: true, withoutSignIn: 3, users: 3 })
    expect(exitCode).toBe(1)
  })

  it.each([
    [
      'available',
      0,
      ['1 user can sign in with the old password', 'warning  old_passwords: ', 'trickle install'],
    ],
    ['absent', 1, ['1 user cannot sign in', 'failed   old_passwords: ', 'they came with 1.42', 'Not ready.']],
    [
      'forbidden',
      1,
      ['1 user cannot sign in', 'failed   old_passwords: ', 'plan of this tenant', 'Not ready.'],
    ],
  ] as const)(
    'old passwords that are kept are a way in where Actions are %s',
    async (actions, code, said) => {
      const { run, path } = await startRehearsal({ actions })
      await writeFile(
        path('users.csv'),
        'id,username,password_hash\n1,ann,$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/\n',
      )
      const args = ['preflight', 'users.csv', '--keep-legacy', '--no-canary', ...fast]
      const { stdout, exitCode } = await run(args)
      for (const line of said) expect(stdout).toContain(line)
      expect(exitCode).toBe(code)
    },
  )

  it('warns of webhooks that would fire for every user', async () => {
    const { run, sandbox } = await startRehearsal()
    const headers = { authorization: `Bearer ${await requestToken(sandbox.url)}` }
    const hook = { name: 'crm', events: ['User.Created'], config: { url: 'http://127.0.0.1:9' } }
    expect((await send(`${sandbox.url}/api/hooks`, 'POST', headers, hook)).status).toBe(201)
    const { stdout, exitCode } = await run(['preflight', '--no-canary', ...fast])
    expect(stdout).toContain('(User.Created): crm (127.0.0.1:9).')
    expect(stdout).not.toContain('canary')
    expect(exitCode).toBe(0)
    expect(sandbox.stats().requests['POST /api/users']).toBeUndefined()
  })

  it('compares the input with the target: who is there, what is missing, who can sign in', async () => {
    const { run, path, sandbox } = await startRehearsal()
    const headers = { authorization: `Bearer ${await requestToken(sandbox.url)}` }
    await send(`${sandbox.url}/api/users`, 'POST', headers, { username: 'ann' })
    const users = [{ username: 'ann', roles: ['admin'] }, { phone: '+14155552671' }, { username: 'bob' }]
    await writeFile(path('users.json'), JSON.stringify(users))
    const { stdout, exitCode } = await run(['preflight', 'users.json', '--no-canary', ...fast])
    expect(exitCode).toBe(1)
    for (const line of [
      'warning  collisions: 1 user of the input has an identifier of somebody in the target; they are left as they are',
      'first: users.json:1',
      'decided by: onConflict (--on-conflict)',
      'failed   roles: The target lacks 1 role: admin (1 user)',
      '3 users cannot sign in as the tenant is set: 2 with username only; 1 with phone only.',
      'Not ready.',
    ]) {
      expect(stdout).toContain(line)
    }
    expect(sandbox.state().users).toHaveLength(1)
    const update = await run(['preflight', 'users.json', '--no-canary', '--on-conflict', 'update', ...fast])
    expect(update.stdout).toContain('they are updated with what the input says')
    const fail = await run(['preflight', 'users.json', '--no-canary', '--on-conflict', 'never', ...fast])
    expect(fail.exitCode).toBe(2)
    expect(fail.stderr).toContain('--on-conflict')
  })

  it.each([
    ['a wrong secret', { LOGTO_APP_SECRET: 'wrong' }, 'LOGTO_APP_SECRET'],
    [
      'an application without the role',
      { LOGTO_APP_ID: 'sandbox-app-without-role', LOGTO_APP_SECRET: 'sandbox-secret-without-role' },
      'permission "all"',
    ],
    ['a wrong resource', { LOGTO_RESOURCE: 'https://other.logto.app/api' }, 'LOGTO_RESOURCE'],
  ])('ends with 3 for %s and says what to do', async (_title, env, remedy) => {
    const { run } = await startRehearsal()
    const { stderr, exitCode } = await run(['preflight', ...fast], { env })
    expect(stderr).toContain(remedy)
    expect(exitCode).toBe(3)
  })

  it('says how far lookups lag behind, and fails where that is further than the import looks', async () => {
    const { run, sandbox } = await startRehearsal({ readLagMs: 300 })
    const seen = await run(['preflight', ...fast])
    expect(seen.stdout).toMatch(/ok +lookup_lag: Lookups lag 0\.\d s behind\./)
    sandbox.settings.readLagMs = 60_000
    const unseen = await run(['preflight', '--settle-within', '1', '--json', ...fast])
    expect(unseen.exitCode).toBe(1)
    expect(JSON.parse(unseen.stdout)).toMatchObject({ isReady: false, lookupLagMs: null })
  })
})
