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
    expect(report.isReady).toBe(true)
    expect(exitCode).toBe(0)
  })

  it('warns of webhooks that would fire for every user', async () => {
    const { run, sandbox } = await startRehearsal()
    const headers = { authorization: `Bearer ${await requestToken(sandbox.url)}` }
    const hook = { name: 'crm', events: ['User.Created'], config: { url: 'http://127.0.0.1:9' } }
    expect((await send(`${sandbox.url}/api/hooks`, 'POST', headers, hook)).status).toBe(201)
    const { stdout, exitCode } = await run(['preflight', '--no-canary', ...fast])
    expect(stdout).toContain('User.Created): crm.')
    expect(stdout).not.toContain('canary')
    expect(exitCode).toBe(0)
    expect(sandbox.stats().requests['POST /api/users']).toBeUndefined()
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
})
