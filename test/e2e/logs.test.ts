import { readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const signIn = ({ sandbox }: Rehearsal, identifier: string, password: string): Promise<{ status: number }> =>
  send(`${sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password })

const addLogs = async ({ sandbox }: Rehearsal, entries: object[]): Promise<void> => {
  const { status } = await send(`${sandbox.url}/__sandbox/logs`, 'POST', {}, entries)
  expect(status).toBe(204)
}

/** Three people who were imported and know their passwords. */
const importPeople = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const lines = ['anna', 'bob', 'cleo'].map((name) =>
    JSON.stringify({
      id: `key-${name}`,
      username: name,
      email: `${name}@example.com`,
      password: `secret ${name}`,
    }),
  )
  await writeFile(rehearsal.path('users.ndjson'), lines.join('\n'))
  const { exitCode } = await rehearsal.run([
    'import',
    'users.ndjson',
    '-q',
    '--rate',
    'off',
    '--plaintext-passwords',
  ])
  expect(exitCode).toBe(0)
  return rehearsal
}

const readLines = (stdout: string): { key: string; payload: Record<string, unknown> }[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('logs', () => {
  it('filters by user, application, event, result and time', async () => {
    const rehearsal = await importPeople()
    await signIn(rehearsal, 'anna', 'secret anna')
    await signIn(rehearsal, 'bob', 'wrong')
    const hour = 3_600_000
    const old = { key: 'Interaction.End', createdAt: Date.now() - 5 * hour, payload: { result: 'Success' } }
    await addLogs(rehearsal, [
      old,
      { key: 'TriggerHook.User.Created', payload: { result: 'Success' } },
      { key: 'Action.PostSignIn', payload: { result: 'Error', applicationId: 'shop' } },
    ])
    const keys = async (...args: string[]): Promise<string[]> => {
      const { stdout, exitCode } = await rehearsal.run(['logs', ...args])
      expect(exitCode).toBe(0)
      return readLines(stdout).map(({ key }) => key)
    }
    expect(await keys('--user', 'anna@example.com')).toEqual(['Interaction.SignIn.Submit'])
    expect(await keys('--application', 'shop')).toEqual(['Action.PostSignIn'])
    expect(await keys('--event', 'Interaction.SignIn.Submit')).toHaveLength(1)
    expect(await keys('--event', 'Interaction.SignIn.*', '--event', 'Action.*')).toHaveLength(5)
    expect(await keys('--event', 'Interaction.*', '--result', 'error')).toEqual([
      'Interaction.SignIn.Verification.Password.Submit',
    ])
    expect(await keys('--since', '6h', '--until', '4h')).toEqual(['Interaction.End'])
    expect(await keys('--since', new Date(Date.now() - 2 * hour).toISOString())).not.toContain(
      'Interaction.End',
    )
    expect(await keys()).not.toContain('TriggerHook.User.Created')

    const table = await rehearsal.run(['logs', '--format', 'table', '--event', 'Interaction.SignIn.Submit'])
    expect(table.stdout).toMatch(
      /^createdAt +payload\.result +key .*\n\S+Z +Success +Interaction\.SignIn\.Submit +\w{12} /,
    )
    const json = await rehearsal.run(['logs', '--json', '--limit', '2'])
    expect(JSON.parse(json.stdout)).toHaveLength(2)
  })

  it('reads a long log to the end, each entry once', async () => {
    const rehearsal = await startRehearsal()
    const from = Date.now() - 60_000
    // Many entries share a millisecond.
    const entries = Array.from({ length: 12_000 }, (_, index) => ({
      key: 'Interaction.End',
      createdAt: from + Math.floor(index / 7),
      payload: { result: 'Success', n: index },
    }))
    const { store } = rehearsal.sandbox
    for (const [index, { key, createdAt, payload }] of entries.entries()) {
      store.logs.push({ tenantId: 'default', id: `log-${index}`, key, createdAt, payload })
    }
    const args = [
      'logs',
      '--since',
      '2h',
      '--event',
      'Interaction.End',
      '--fields',
      'payload.n',
      '--rate',
      'off',
    ]
    const { stdout, exitCode } = await rehearsal.run(args)
    const numbers = stdout
      .split('\n')
      .filter(Boolean)
      .map((line): number => JSON.parse(line)['payload.n'])
    expect(numbers).toHaveLength(12_000)
    expect(new Set(numbers).size).toBe(12_000)
    expect(exitCode).toBe(0)
  })

  it('follows: what was there, then new entries once each, and ends in good order', async () => {
    const rehearsal = await importPeople()
    await signIn(rehearsal, 'anna', 'secret anna')
    let seen = ''
    const { stdout, exitCode, stderr } = await rehearsal.spawn(
      ['logs', '--follow', '--interval', '0.1', '--event', 'Interaction.SignIn.Submit'],
      {
        onStart: (child) => {
          child.stdout?.on('data', (chunk: Buffer) => {
            const before = seen.split('\n').length
            seen += chunk.toString()
            const count = seen.split('\n').length
            if (before === 1 && count === 2) void signIn(rehearsal, 'bob', 'secret bob')
            if (before === 2 && count === 3) void signIn(rehearsal, 'cleo', 'secret cleo')
            if (count === 4) setTimeout(() => child.kill('SIGINT'), 400)
          })
        },
      },
    )
    const ids = ['anna', 'bob', 'cleo'].map(
      (name) => rehearsal.sandbox.state().users.find(({ username }) => username === name)?.id,
    )
    expect(readLines(stdout).map(({ payload }) => payload.userId)).toEqual(ids)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
  })

  it('says how the sign-ins of a run go, and writes it to the run folder', async () => {
    const rehearsal = await importPeople()
    await signIn(rehearsal, 'anna', 'secret anna')
    await signIn(rehearsal, 'ANNA@example.com', 'secret anna')
    await signIn(rehearsal, 'bob', 'wrong')
    await signIn(rehearsal, 'stranger', 'wrong')
    const [, bob] = rehearsal.sandbox.state().users
    await addLogs(rehearsal, [
      {
        key: 'Interaction.SignIn.Submit',
        payload: {
          result: 'Success',
          userId: bob?.id,
          interaction: { verificationRecords: [{ type: 'Social' }, { type: 'Totp' }] },
        },
      },
      // A second factor is asked for: nobody failed.
      {
        key: 'Interaction.SignIn.Submit',
        payload: { result: 'Error', error: { code: 'session.mfa.require_mfa_verification' } },
      },
      {
        key: 'Interaction.SignIn.Identifier.Submit',
        payload: {
          result: 'Error',
          verification: { type: 'Password', identifier: { type: 'username', value: 'cleo' } },
          error: { code: 'user.suspended', message: 'This account is suspended.' },
        },
      },
    ])
    const { stdout, exitCode, stderr } = await rehearsal.run(['logs', '--run', '.migrate/users'])
    expect(stdout).toContain('.migrate/users: 3 users, since ')
    expect(stdout).toContain('signed in      2 (66.7 %)')
    expect(stdout).toContain('sign-ins       3: Password 2, Social 1')
    expect(stdout).toContain('failures       2: session.invalid_credentials 1, user.suspended 1')
    expect(stdout).toContain('who failed   1\n')
    expect(stderr).toContain('never-signed-in.csv')
    expect(exitCode).toBe(0)

    const json = await rehearsal.run(['logs', '--run', '.migrate/users', '--json'])
    const report = JSON.parse(json.stdout)
    expect(report).toMatchObject({
      users: 3,
      signedIn: 2,
      never: 1,
      missing: 0,
      failedElsewhere: 1,
      byMethod: { Password: 2, Social: 1 },
      overTime: [{ succeeded: 3, failed: 2 }],
    })
    const file = rehearsal.path('.migrate/users/sign-ins.json')
    const written = await readFile(file, 'utf8')
    expect(JSON.parse(written)).toMatchObject({ users: 3, byMethod: { Password: 2, Social: 1 } })
    expect(written).not.toMatch(/anna|bob|cleo/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const cleo = rehearsal.sandbox.state().users[2]
    expect(await readFile(rehearsal.path('.migrate/users/never-signed-in.csv'), 'utf8')).toBe(
      `source_key,logto_id\nkey-cleo,${cleo?.id}\n`,
    )
    const made = await rehearsal.run(['report', '.migrate/users', '--show-personal-data'])
    expect(made.stdout).toBe('.migrate/users/report.html\n.migrate/users/report-people.csv\n')
    expect(await readFile(rehearsal.path('.migrate/users/report-people.csv'), 'utf8')).toBe(
      `source_key,logto_id,why,email,phone,username\nkey-cleo,${cleo?.id},never_signed_in,${cleo?.primaryEmail ?? ''},${cleo?.primaryPhone ?? ''},${cleo?.username ?? ''}\n`,
    )
  })

  it('ends with 2 or 4 when there is nobody to ask about', async () => {
    const { run } = await startRehearsal()
    const nobody = await run(['logs', '--user', 'nobody@example.com', '--json'])
    expect(JSON.parse(nobody.stdout)).toMatchObject({ error: { code: 'user_unknown' } })
    expect(nobody.exitCode).toBe(2)
    const nowhere = await run(['logs', '--run', 'nowhere'])
    expect(nowhere).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('no checkpoint in nowhere'),
    })
  })
})
