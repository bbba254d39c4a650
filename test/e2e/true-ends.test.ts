import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import { createSkippingClock } from '../support/skipping-clock.js'

const users =
  'id,email,password_hash\n1,a@example.com,\n2,b@example.com,$2y$10$GVBKCu3dt45YDVFfGfo.6eGdKkRVXoE9Bm2sMJlGw1gYr0VKZQ9Ea\n'

const fast = ['--rate', 'off']

/** Takes what is posted; answers as told, the last answer for all that follow. */
const startReceiver = async (answers: number[]) => {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      bodies.push(text)
      response.writeHead(answers[Math.min(bodies.length, answers.length) - 1] ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/path-s3cret`, bodies }
}

describe('an input without records', () => {
  it('is a warning and exit code 1 in every command, and no run', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('none.csv'), '')
    await writeFile(path('header.csv'), 'id,email\n')
    await writeFile(path('list.json'), '[]')
    for (const file of ['none.csv', 'header.csv', 'list.json']) {
      for (const command of ['check', 'inspect', 'import', 'preflight']) {
        const { exitCode, stderr } = await run([
          command,
          file,
          '-s',
          'generic',
          ...(command === 'inspect' || command === 'check' ? [] : fast),
        ])
        expect(stderr, `${command} ${file}`).toContain(`Warning: no records in ${file}`)
        expect(exitCode, `${command} ${file}`).toBe(1)
      }
    }
    expect(await readdir(path())).toEqual(['header.csv', 'list.json', 'none.csv'])
  })
})

describe('a run that never began', () => {
  it('leaves no folder', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    const hook = { name: 'h', events: ['User.Created'], config: { url: 'https://hook.example.org' } }
    await run(['api', 'POST', '/hooks', '--data', JSON.stringify(hook)])
    const refused = await run(['import', 'users.csv'])
    expect(refused).toMatchObject({ exitCode: 2 })
    expect(refused.stderr).toContain('confirm with --yes')
    expect(await readdir(path())).toEqual(['users.csv'])
  })
})

describe('preflight', () => {
  it('is not ready while somebody could not sign in', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    // The sandbox begins as a tenant that offers usernames with passwords.
    const text = await run(['preflight', 'users.csv', ...fast])
    expect(text.stdout).toMatch(/Ready, but 2 of 2 users cannot sign in: see sign_in above\.\n$/)
    expect(text.exitCode).toBe(1)
    const json = await run(['preflight', 'users.csv', '--json', ...fast])
    expect(JSON.parse(json.stdout)).toMatchObject({ isReady: true, withoutSignIn: 2, users: 2 })
    expect((await run(['check', 'users.csv', '--online', ...fast])).exitCode).toBe(1)
    expect((await run(['preflight', ...fast])).stdout).toMatch(/\nReady\.\n$/)
  })
})

describe('import', () => {
  it('names who came without a password, and what then', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    const { stdout, exitCode } = await run(['import', 'users.csv'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/ 1 {2}came without a password\n[^]*"Forgot password"[^]*links --who no-password/)
    const again = await run(['import', 'users.csv', '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({ passwordless: { valid: 2, none: 1, firstSignIn: 0 } })
  })

  it('--notify posts the summary, again after a fault that passes, and nothing of a user or a secret', async () => {
    const { run, path, sandbox } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    const { url, bodies } = await startReceiver([503, 200])
    const { exitCode, stderr } = await run(['import', 'users.csv', '--notify', url])
    expect(exitCode).toBe(0)
    expect(stderr).not.toContain('Warning')
    expect(bodies).toHaveLength(2)
    expect(JSON.parse(bodies[1] ?? '')).toMatchObject({
      text: expect.stringMatching(
        /^logto-migrate import \(\.migrate\/users\) is done after .*: 2 arrived\.$/,
      ),
      command: 'import',
      end: 'complete',
      exitCode: 0,
      run: '.migrate/users',
      summary: { target: sandbox.url, counts: { created: 2 } },
    })
    expect(bodies.join('')).not.toMatch(/example\.com|\$2y\$|sandbox-secret/)
  })

  it('--notify that tells nobody is a warning, whose address keeps its path to itself', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    const { url, bodies } = await startReceiver([404])
    const refused = await run(['import', 'users.csv', '--notify', url])
    expect(refused.exitCode).toBe(0)
    expect(refused.stderr).toMatch(
      /Warning: --notify told nobody: http:\/\/127\.0\.0\.1:\d+: it answered 404\n/,
    )
    expect(refused.stderr + refused.stdout).not.toContain('path-s3cret')
    expect(bodies).toHaveLength(1)
    const failed = await run(['import', 'users.csv', '--json', '--notify', 'exit 3'])
    expect(failed.exitCode).toBe(0)
    expect(failed.stderr).toContain('"code":"notice_failed","why":"it ended with 3"')
  })

  it('--notify gives a command the notice, without the secret, also of a run that was broken off', async () => {
    const { run, path } = await startRehearsal({ effects: createSkippingClock() })
    await writeFile(path('users.csv'), users)
    const command = 'cat > notice.json; echo "$LOGTO_APP_SECRET$LOGTO_ENDPOINT" > env.txt'
    const env = { LOGTO_APP_SECRET: 'mistyped' }
    const { exitCode } = await run(['import', 'users.csv', '--notify', command], { env })
    expect(exitCode).toBe(3)
    expect(JSON.parse(await readFile(path('notice.json'), 'utf8'))).toMatchObject({
      end: 'error',
      exitCode: 3,
      error: { code: 'invalid_client' },
    })
    expect(await readFile(path('env.txt'), 'utf8')).toMatch(/^http:\/\/127/)
  })

  it.each([
    ['', /got nothing/],
    ['ftp://example.org/x', /cannot be read/],
    ['http://hooks.example.org/x', /not encrypted/],
  ])('--notify %j is refused before anything else', async (notify, reason) => {
    const { run, sandbox } = await startRehearsal({ effects: createSkippingClock() })
    const { exitCode, stderr } = await run(['import', 'absent.csv', '--notify', notify])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(reason)
    expect(sandbox.stats().requests).toEqual({})
  })
})

it('logs without a match says so', async () => {
  const { run } = await startRehearsal({ effects: createSkippingClock() })
  const nobody = await run(['logs', '--result', 'error', '--since', '1h'])
  expect(nobody).toMatchObject({ exitCode: 0 })
  expect(nobody.stderr).toContain('No entry of the audit log matches since 1h.')
})
