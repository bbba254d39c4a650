import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startInTerminal } from '../support/pseudo-terminal.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const bcrypt = '$2b$04$abcdefghijklmnopqrstuuW7tvm9PzMPn5z2pRZqcTT1YJcm8R0Vy'
const count = 60
/** Kinds of users that come late in the input, behind many of the usual one. */
const special: Record<number, object> = {
  41: { passwordDigest: bcrypt, passwordAlgorithm: 'Bcrypt' },
  45: { roles: ['admin'] },
  49: { organizations: [{ name: 'Acme', roles: ['owner'] }] },
  53: { identities: { google: { userId: 'g-53' } } },
  57: { isSuspended: true, mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }] },
}
const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '-c', 'config.mjs']
const config = `export default {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}`

const prepare = async (rehearsal: Rehearsal): Promise<void> => {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `k${index + 1}`,
    primaryEmail: `u${index + 1}@example.org`,
    ...special[index + 1],
  }))
  await writeFile(rehearsal.path('users.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  await writeFile(rehearsal.path('config.mjs'), config)
}

const emails = ({ sandbox }: Rehearsal): string[] =>
  sandbox
    .state()
    .users.map(({ primaryEmail }) => primaryEmail ?? '')
    .sort()

describe('import --canary', () => {
  it('imports one of every kind first, reads them back and stops; the resume does the rest', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    const first = await rehearsal.run([...args, '--canary', '8'])
    expect(first.stderr).toContain('Canary: 8 users, 6 of 6 kinds of users in the input')
    expect(first.stderr).toContain('8 as in the source, 0 not')
    expect(first.stdout).toContain('the rest has not been touched')
    expect(first.exitCode).toBe(0)
    const canaries = emails(rehearsal)
    expect(canaries).toHaveLength(8)
    expect(canaries).toEqual(
      expect.arrayContaining(Object.keys(special).map((number) => `u${number}@example.org`)),
    )
    expect(first.stderr).toMatch(/Resume with: logto-migrate import users\.ndjson .*--resume/)

    const rest = await rehearsal.run([...args, '--resume', '--json'])
    expect(JSON.parse(rest.stdout)).toMatchObject({ end: 'complete', counts: { created: count } })
    expect(new Set(emails(rehearsal)).size).toBe(count)
    expect(rehearsal.sandbox.state().users).toHaveLength(count)
  })

  it('--yes goes on by itself, in the same session', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    const result = await rehearsal.run([...args, '--canary', '3', '--yes', '--json'])
    expect(result.exitCode).toBe(0)
    // Six kinds do not fit into three users: those that show the most come first.
    expect(JSON.parse(result.stdout)).toMatchObject({
      end: 'complete',
      counts: { created: count },
      canary: { users: 3, shapes: 6, coveredShapes: 3, existing: 0, problems: [], isVerified: true },
    })
    expect(rehearsal.sandbox.state().users).toHaveLength(count)
    const events = result.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string })
    expect(events.filter(({ type }) => type === 'canary')).toMatchObject([{ users: 3, isVerified: true }])
  })

  it('stops with 1 where a canary is not what it should be, and says what', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    // The role and the organization are not there and must not be made.
    await writeFile(rehearsal.path('config.mjs'), 'export default {}')
    const result = await rehearsal.run([...args, '--canary', '6', '--yes'])
    expect(result.exitCode).toBe(1)
    expect(result.stderr).toMatch(/4 as in the source, 2 not/)
    expect(result.stderr).toMatch(/users\.ndjson:45 {2}role:admin/)
    expect(result.stderr).toMatch(/users\.ndjson:49 {2}member:Acme/)
    expect(rehearsal.sandbox.state().users).toHaveLength(6)
  })

  it('the same command again compares again and creates nobody twice', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    await rehearsal.run([...args, '--canary', '6'])
    // Somebody meddles with one of them.
    const victim = rehearsal.sandbox
      .state()
      .users.find(({ primaryEmail }) => primaryEmail === 'u53@example.org')
    const unlink = await callTarget(rehearsal, 'DELETE', `/api/users/${victim?.id}/identities/google`)
    expect(unlink).toBe(200)
    const again = await rehearsal.run([...args, '--canary', '6', '--json'])
    expect(again.exitCode).toBe(1)
    expect(JSON.parse(again.stdout)).toMatchObject({
      end: 'canary_differs',
      canary: { users: 6, problems: [{ line: 53, differences: ['identities.google'] }] },
    })
    expect(rehearsal.sandbox.state().users).toHaveLength(6)
  })

  it('is refused where it can do nothing, before anything is sent', async () => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    const result = await rehearsal.run([...args, '--canary', '0'])
    expect(result).toMatchObject({ exitCode: 2 })
    expect(result.stderr).toContain('--canary takes a number from 1 to 99999, got "0"')
    expect(rehearsal.sandbox.state().users).toHaveLength(0)
  })

  it.each([
    ['n', 0, 6],
    ['y', 0, count],
  ])('asks on a terminal: %s', async (answer, exitCode, users) => {
    const rehearsal = await startRehearsal()
    await prepare(rehearsal)
    const { folder, env } = rehearsal
    const session = startInTerminal([...args, '--canary', '6'], { cwd: folder, env })
    await session.until(/Import the rest\? \[y\/N\]/)
    expect(rehearsal.sandbox.state().users).toHaveLength(6)
    session.type(`${answer}\n`)
    expect(await session.ended).toEqual({ exitCode, isSane: true })
    expect(rehearsal.sandbox.state().users).toHaveLength(users)
  })
})

const callTarget = async ({ env }: Rehearsal, method: string, path: string): Promise<number> => {
  const endpoint = env['LOGTO_ENDPOINT'] ?? ''
  const credentials = Buffer.from(`${env['LOGTO_APP_ID']}:${env['LOGTO_APP_SECRET']}`).toString('base64')
  const token = await fetch(`${endpoint}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: 'https://default.logto.app/api',
      scope: 'all',
    }),
  })
  const { access_token: bearer } = (await token.json()) as { access_token: string }
  const answer = await fetch(endpoint + path, { method, headers: { authorization: `Bearer ${bearer}` } })
  return answer.status
}
