import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { requestToken, send } from '../sandbox/sandbox-client.js'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const fast = ['--rate', 'off']

const userOf = (number: number): object => ({
  id: `k${number}`,
  email: number % 3 === 1 ? undefined : `user${number}@example.com`,
  phone: number % 3 === 1 ? `+1415555${String(1000 + number)}` : undefined,
  name: `User ${number}`,
  passwordDigest: md5(`password ${number}`),
  passwordAlgorithm: 'MD5',
  isSuspended: number % 10 === 0,
  profile: { givenName: `U${number}` },
  customData: { number },
  identities: number % 7 === 0 ? { google: { userId: `g${number}` } } : undefined,
})

/** An import of so many users that lookups take several requests. */
const importUsers = async (count: number): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const users = Array.from({ length: count }, (_, index) => JSON.stringify(userOf(index + 1)))
  await writeFile(rehearsal.path('users.ndjson'), `${users.join('\n')}\n{"id":"bad","email":"no address"}\n`)
  const { exitCode } = await rehearsal.run(['import', 'users.ndjson', ...fast])
  expect(exitCode).toBe(1)
  rehearsal.sandbox.resetStats()
  return rehearsal
}

const change = async ({ sandbox }: Rehearsal, method: string, email: string, below = '', body?: object) => {
  const user = sandbox.state().users.find(({ primaryEmail }) => primaryEmail === email)
  const headers = { authorization: `Bearer ${await requestToken(sandbox.url)}` }
  const { status } = await send(`${sandbox.url}/api/users/${user?.id}${below}`, method, headers, body)
  expect(status).toBeLessThan(300)
}

describe('verify', () => {
  it('does not take away a pipe or a device that was named for the differences', async () => {
    const rehearsal = await importUsers(3)
    const pipe = rehearsal.path('differences')
    execFileSync('mkfifo', ['-m', '666', pipe])
    const { exitCode } = await rehearsal.run(['verify', 'users.ndjson', '--out', 'differences', ...fast])
    expect(exitCode).toBe(0)
    await change(rehearsal, 'PATCH', 'user2@example.com', '', { name: 'Other' })
    const [text, other] = await Promise.all([
      readFile(pipe, 'utf8'),
      rehearsal.run(['verify', 'users.ndjson', '--out', 'differences', ...fast]),
    ])
    expect(other.exitCode).toBe(1)
    expect(text).toContain('"field":"name"')
    const there = await stat(pipe)
    expect(there.isFIFO()).toBe(true)
    expect(there.mode & 0o777).toBe(0o666)
  })

  it('finds an import as it should be, by the checkpoint and by identifiers, a hundred users a request', async () => {
    const rehearsal = await importUsers(250)
    const text = await rehearsal.run(['verify', 'users.ndjson', ...fast])
    expect(text.stdout).toContain('250 users compared: 250 as in the source, 0 different, 0 missing')
    expect(text.stdout).toContain('Not compared: 1 not imported')
    expect(text.stdout).toContain('Verified.')
    expect(text.exitCode).toBe(0)
    // One before the input is read, three for the ids, three for whoever else carries the mark of the run.
    expect(rehearsal.sandbox.stats().requests['GET /api/users']).toBe(7)

    await rm(rehearsal.path('.migrate'), { recursive: true })
    const { stdout, exitCode } = await rehearsal.run(['verify', 'users.ndjson', '--json', ...fast])
    expect(JSON.parse(stdout)).toMatchObject({
      by: 'identifiers',
      compared: { users: 250, same: 250, different: 0, missing: 0, notImported: 1 },
      isVerified: true,
    })
    expect(exitCode).toBe(0)
  })

  it('tells by field what differs, and writes it to a file that only its owner reads', async () => {
    const rehearsal = await importUsers(20)
    await change(rehearsal, 'PATCH', 'user2@example.com', '', { name: 'Somebody', customData: { number: 3 } })
    await change(rehearsal, 'PATCH', 'user3@example.com', '/is-suspended', { isSuspended: true })
    await change(rehearsal, 'DELETE', 'user5@example.com')
    await change(rehearsal, 'DELETE', 'user14@example.com', '/identities/google')
    const { stdout, exitCode } = await rehearsal.run(['verify', 'users.ndjson', '--json', ...fast])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({
      by: 'checkpoint',
      compared: {
        users: 20,
        same: 16,
        different: 3,
        missing: 1,
        fields: { name: 1, customData: 1, isSuspended: 1, identities: 1 },
      },
      isVerified: false,
    })
    expect(exitCode).toBe(1)
    const file = rehearsal.path(report.differences)
    const lines: { sourceKey: string; isMissing: boolean; differences: object[] }[] = (
      await readFile(file, 'utf8')
    )
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ sourceKey, isMissing }) => [sourceKey, isMissing])).toEqual([
      ['k2', false],
      ['k3', false],
      ['k5', true],
      ['k14', false],
    ])
    expect(lines[0]?.differences).toContainEqual({ field: 'name', expected: 'User 2', actual: 'Somebody' })
    expect(lines[0]?.differences).toContainEqual({ field: 'customData.number' })
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    // The next comparison starts from nothing.
    await change(rehearsal, 'PATCH', 'user3@example.com', '/is-suspended', { isSuspended: false })
    const again = await rehearsal.run(['verify', 'users.ndjson', '--out', 'diff.ndjson', ...fast])
    expect(again.stdout).toContain('Differences: diff.ndjson')
    expect((await readFile(rehearsal.path('diff.ndjson'), 'utf8')).trimEnd().split('\n')).toHaveLength(3)
  })

  it('proves known passwords by key and by identifier, and says why one is wrong', async () => {
    const rehearsal = await importUsers(12)
    await change(rehearsal, 'PATCH', 'user8@example.com', '/password', { password: 'chosen since' })
    await writeFile(
      rehearsal.path('known.csv'),
      'key,identifier,password\nk2,,password 2\n,USER3@example.com,password 3\n,+1 415 555 1004,password 4\n' +
        'k5,,PASSWORD 5\nk8,,password 8\nnobody,,x\n',
    )
    const args = ['verify', 'users.ndjson', '--passwords', 'known.csv', '--json', ...fast]
    const { stdout, stderr, exitCode } = await rehearsal.run(args)
    expect(JSON.parse(stdout).passwordProof).toMatchObject({
      counts: { right: 3, wrong: 2, not_found: 1 },
      families: { MD5: { right: 3, wrong: 1 }, Argon2i: { right: 0, wrong: 1 } },
      users: [
        { key: 'k2', outcome: 'right' },
        { key: 'USER3@example.com', outcome: 'right' },
        { key: '+1 415 555 1004', outcome: 'right' },
        { key: 'k5', outcome: 'wrong', cause: 'password_case' },
        { key: 'k8', outcome: 'wrong', cause: 'changed_in_target' },
        { key: 'nobody', outcome: 'not_found' },
      ],
    })
    expect(stderr).toContain('replace the stored hash by its own Argon2i')
    expect(exitCode).toBe(1)
    const { users } = rehearsal.sandbox.state()
    expect(users.filter(({ passwordAlgorithm }) => passwordAlgorithm === 'Argon2i')).toHaveLength(4)
  })

  it('proves passwords alone, without the exports', async () => {
    const rehearsal = await importUsers(5)
    await writeFile(rehearsal.path('known.ndjson'), '{"email":"user2@example.com","password":"password 2"}\n')
    const args = ['verify', '--passwords', 'known.ndjson', '--passwords-only', ...fast]
    const { stdout, exitCode } = await rehearsal.run(args)
    expect(stdout).toContain('Known passwords: 1 of 1 right')
    expect(exitCode).toBe(0)
    expect(rehearsal.sandbox.stats().requests).toEqual({
      'POST /oidc/token': 1,
      'GET /api/users': 3,
      'POST /api/users/:userId/password/verify': 1,
    })
  })

  it.each([
    ['no exports', [], 2, 'name them'],
    ['--passwords-only without passwords', ['users.ndjson', '--passwords-only'], 2, '--passwords-only needs'],
    ['to overwrite the exports', ['users.ndjson', '--out', './users.ndjson'], 2, 'name another file'],
    ['other exports than the run had', ['other.ndjson', '--run', '.migrate/users'], 4, 'another input'],
  ])('refuses %s', async (_title, args, exitCode, message) => {
    const rehearsal = await importUsers(2)
    await writeFile(rehearsal.path('other.ndjson'), '{"email":"x@example.com"}\n')
    const result = await rehearsal.run(['verify', ...args, ...fast])
    expect(result.stderr).toContain(message)
    expect(result.exitCode).toBe(exitCode)
  })

  it('ends with 3 when the target refuses', async () => {
    const rehearsal = await importUsers(2)
    const { stderr, exitCode } = await rehearsal.run(['verify', 'users.ndjson', ...fast], {
      env: { LOGTO_APP_SECRET: 'wrong' },
    })
    expect(stderr).toContain('LOGTO_APP_SECRET')
    expect(exitCode).toBe(3)
  })
})
