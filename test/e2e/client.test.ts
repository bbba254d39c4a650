import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const cliPath = resolve(process.env['LOGTO_MIGRATE_CLI'] ?? 'dist/cli.js')
const library = pathToFileURL(resolve(cliPath, '../index.js')).href
const page = readFileSync('docs/client.md', 'utf8')

/** Runs an example of docs/client.md as it stands there, with the built library. */
const runExample = async (
  { folder, path, env }: Rehearsal,
  name: string,
  ...args: string[]
): Promise<{ stdout: string; stderr: string; exitCode: unknown }> => {
  const found = Array.from(page.matchAll(/```js\n(\/\/ (\S+\.mjs).*?)```/gs), ([, code, file]) => ({
    code,
    file,
  }))
  const code = found.find(({ file }) => file === name)?.code
  if (code === undefined) throw new Error(`docs/client.md has no ${name}`)
  await writeFile(path(name), code.replace("'logto-migrate'", JSON.stringify(library)))
  const child = spawn(process.execPath, [name, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exitCode = new Promise((done) => child.once('close', done))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { stdout, stderr, exitCode: await exitCode }
}

const call = async (rehearsal: Rehearsal, method: string, path: string, body?: unknown): Promise<unknown> => {
  const headers = { authorization: `Bearer ${await requestToken(rehearsal.sandbox.url)}` }
  const answer = await send(rehearsal.sandbox.url + path, method, headers, body)
  expect(answer.status).toBeLessThan(300)
  return answer.body
}

const createUser = async (rehearsal: Rehearsal, name: string): Promise<string> => {
  await call(rehearsal, 'POST', '/api/users', {
    username: name,
    primaryEmail: `${name}@example.com`,
    password: `secret of ${name}`,
  })
  const [row] = rehearsal.sandbox.store.users.usernames.rowsOf(name)
  return row!.id
}

describe('examples of docs/client.md', () => {
  it('lists all applications', async () => {
    const rehearsal = await startRehearsal()
    const { stdout, stderr, exitCode } = await runExample(rehearsal, 'applications.mjs')
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toContain('sandbox-app\tMachineToMachine\tsandbox-app')
    expect(exitCode).toBe(0)
  })

  it('lists the members of an organization with their roles', async () => {
    const rehearsal = await startRehearsal({
      fixtures: {
        organizations: [{ id: 'acme', name: 'Acme' }],
        organizationRoles: [{ id: 'admin', name: 'admin' }],
      },
    })
    const userIds = [await createUser(rehearsal, 'anna'), await createUser(rehearsal, 'bob')]
    await call(rehearsal, 'POST', '/api/organizations/acme/users', { userIds })
    await call(rehearsal, 'POST', '/api/organizations/acme/users/roles', {
      userIds: userIds.slice(0, 1),
      organizationRoleIds: ['admin'],
    })
    const { stdout, exitCode } = await runExample(rehearsal, 'members.mjs', 'acme')
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'Acme',
      '  bob@example.com',
      '  anna@example.com  admin',
      '',
    ])
    expect(exitCode).toBe(0)
    const absent = await runExample(rehearsal, 'members.mjs', 'absent')
    expect(absent).toMatchObject({ stdout: '', stderr: 'There is no organization absent.\n', exitCode: 1 })
  })

  it('draws a sign-in dashboard', async () => {
    const rehearsal = await startRehearsal()
    await createUser(rehearsal, 'anna')
    await createUser(rehearsal, 'bob')
    for (const [identifier, password] of [
      ['anna', 'secret of anna'],
      ['anna@example.com', 'secret of anna'],
      ['bob', 'wrong'],
    ]) {
      await send(`${rehearsal.sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password })
    }
    const { stdout, exitCode } = await runExample(rehearsal, 'dashboard.mjs')
    expect(stdout).toBe(
      '1 of 2 users have signed in within a day\n  Password: 2\n  failed, session.invalid_credentials: 1\n',
    )
    expect(exitCode).toBe(0)
  })
})
