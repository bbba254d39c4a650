import { readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createManagementClient } from '../../src/logto/client/management-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const fast = ['--rate', 'off']

/** Users of every kind. */
const startWithUsers = async (count: number): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const { sandbox } = rehearsal
  const client = createManagementClient({
    endpoint: sandbox.url,
    appId: 'sandbox-app',
    appSecret: 'sandbox-secret',
    rate: 'off',
  })
  for (let number = 1; number <= count; number += 1) {
    const { id } = await client.post('/api/users', {
      body: {
        username: `user_${number}`,
        primaryEmail: `User${number}@${number % 2 === 1 ? 'example.com' : 'example.org'}`,
        ...(number <= 3 && { primaryPhone: `1415555010${number - 1}` }),
        name: `Person, "No ${number}"`,
        customData: { crmId: number },
        ...(number % 4 === 1 && {
          passwordDigest: '5f4dcc3b5aa765d61d8327deb882cf99',
          passwordAlgorithm: 'MD5' as const,
        }),
      },
    })
    if (number !== 6) continue
    const path = { userId: id }
    await client.patch('/api/users/{userId}/is-suspended', { path, body: { isSuspended: true } })
  }
  await client.close()
  sandbox.resetStats()
  return rehearsal
}

const readLines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('users', () => {
  it('pages to the end and streams NDJSON where there is no terminal', async () => {
    const rehearsal = await startWithUsers(230)
    const { stdout, stderr, exitCode } = await rehearsal.run(['users', ...fast])
    const users = readLines(stdout)
    expect(users).toHaveLength(230)
    expect(users[0]).toMatchObject({ customData: { crmId: expect.any(Number) } })
    expect(users[0]).not.toHaveProperty('passwordDigest')
    expect(stderr).toBe('230 users.\n')
    expect(exitCode).toBe(0)
    expect(rehearsal.sandbox.stats().requests['GET /api/users']).toBe(3)

    const limited = await rehearsal.run(['users', '--limit', '7', '-q', '--json', ...fast])
    expect(JSON.parse(limited.stdout)).toHaveLength(7)
    expect(limited.stderr).toBe('')
    expect(rehearsal.sandbox.stats().requests['GET /api/users']).toBe(4)
  })

  it('searches by every field, joint, case and mode', async () => {
    const rehearsal = await startWithUsers(12)
    const search = async (...args: string[]): Promise<unknown[]> => {
      const { stdout, exitCode } = await rehearsal.run([
        'users',
        '--json',
        '--fields',
        'customData.crmId',
        ...args,
      ])
      expect(exitCode).toBe(0)
      const users: Record<string, unknown>[] = JSON.parse(stdout)
      return users.map((user) => user['customData.crmId']).toSorted()
    }
    expect(await search('--search', 'ser_11')).toEqual([11])
    expect(await search('--email', 'user2@EXAMPLE.org', '--username', 'user_3')).toEqual([2, 3])
    expect(await search('--email', 'user2@example.org', '--case-sensitive')).toEqual([])
    expect(await search('--email', '%.org', '--name', '%1%', '--joint', 'and')).toEqual([10, 12])
    expect(await search('--phone', '+1 (415) 555-0101')).toEqual([2])
    expect(await search('--username', '^user_[12]$', '--mode', 'username=posix')).toEqual([1, 2])
    expect(await search('--name', '%No (1|2)"', '--mode', 'similar_to', '--case-sensitive')).toEqual([1, 2])
    expect(await search('--email', 'nobody@example.com')).toEqual([])
  })

  it('prints chosen fields as CSV and as a table', async () => {
    const rehearsal = await startWithUsers(2)
    const args = ['users', '--fields', 'username,name,customData.crmId,lastSignInAt', '--format']
    const csv = await rehearsal.run([...args, 'csv'])
    expect(csv.stdout).toBe(
      'username,name,customData.crmId,lastSignInAt\nuser_2,"Person, ""No 2""",2,\nuser_1,"Person, ""No 1""",1,\n',
    )
    const table = await rehearsal.run([...args, 'table'])
    expect(table.stdout).toBe(
      'username  name            customData.crmId  lastSignInAt\n' +
        'user_2    Person, "No 2"  2\nuser_1    Person, "No 1"  1\n',
    )
    const usual = await rehearsal.run(['users', '--format', 'table', '--username', 'user_1'])
    expect(usual.stdout).toMatch(
      /^id +username +primaryEmail.*\n\w{12} +user_1 +User1@example.com .*T\d\d:\d\d:\d\dZ\n$/,
    )
  })

  it('moves a tenant to another one, passwords included', async () => {
    const old = await startWithUsers(25)
    const { exitCode, stderr } = await old.run([
      'users',
      '--with-password-hash',
      '--out',
      'backup.ndjson',
      ...fast,
    ])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('password digests')
    expect((await stat(old.path('backup.ndjson'))).mode & 0o777).toBe(0o600)

    const next = await startRehearsal()
    await writeFile(next.path('backup.ndjson'), await readFile(old.path('backup.ndjson')))
    const imported = await next.run(['import', 'backup.ndjson', '--source', 'logto', '-q', ...fast])
    expect(imported.exitCode).toBe(0)
    const verified = await next.run(['verify', 'backup.ndjson', '--source', 'logto', '--json', ...fast])
    expect(JSON.parse(verified.stdout)).toMatchObject({ compared: { users: 25, same: 25 }, isVerified: true })
    const compare = ({ sandbox }: Rehearsal): unknown[] =>
      sandbox
        .state()
        .users.map(({ username, primaryEmail, primaryPhone, name, passwordDigest, isSuspended }) => ({
          username,
          primaryEmail,
          primaryPhone,
          name,
          passwordDigest,
          isSuspended,
        }))
        .toSorted((a, b) => ((a.username ?? '') < (b.username ?? '') ? -1 : 1))
    expect(compare(next)).toEqual(compare(old))
  })

  it('ends with 2, 3 or 4 when it cannot begin', async () => {
    const rehearsal = await startRehearsal()
    const badPattern = await rehearsal.run(['users', '--name', '(', '--mode', 'posix', '--json'])
    expect(JSON.parse(badPattern.stdout)).toMatchObject({ error: { code: 'search_invalid' } })
    expect(badPattern).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('name is no posix pattern'),
    })
    expect(rehearsal.sandbox.stats().requests).toEqual({})
    const noFolder = await rehearsal.run(['users', '--out', 'absent/users.csv'])
    expect(noFolder).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('cannot write absent/users.csv'),
    })
    const noAccess = await rehearsal.run(['users', '--json'], { env: { LOGTO_APP_SECRET: 'wrong' } })
    expect(JSON.parse(noAccess.stdout)).toMatchObject({ error: { code: 'invalid_client' } })
    expect(noAccess.exitCode).toBe(3)
  })

  it('does not take a backup without hashes for one with them', async () => {
    const rehearsal = await startWithUsers(1)
    const { createServer } = await import('node:http')
    // A Logto before 1.38: it does not know the question.
    const older = createServer((request, response) => {
      const body =
        request.url === '/oidc/token' ? { access_token: 't', expires_in: 3600, scope: 'all' } : [{ id: 'a' }]
      response.setHeader('content-type', 'application/json').setHeader('total-number', '1')
      response.end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => older.listen(0, '127.0.0.1', resolve))
    const address = older.address()
    const port = typeof address === 'object' ? address?.port : 0
    try {
      const env = { LOGTO_ENDPOINT: `http://127.0.0.1:${port}` }
      const { stderr, exitCode } = await rehearsal.run(['users', '--with-password-hash'], { env })
      expect(stderr).toContain('Logto 1.38 or newer')
      expect(exitCode).toBe(3)
    } finally {
      older.closeAllConnections()
      older.close()
    }
  })

  it('stops when nobody reads on', async () => {
    const rehearsal = await startWithUsers(230)
    const { exitCode } = await rehearsal.spawn(['users', ...fast], {
      onStart: (child) => child.stdout?.destroy(),
    })
    expect(exitCode).toBe(0)
    expect(rehearsal.sandbox.stats().requests['GET /api/users']).toBeLessThan(3)
  })
})
