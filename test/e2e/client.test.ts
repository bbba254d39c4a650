import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const cliPath = resolve(process.env['LOGTO_MIGRATE_CLI'] ?? 'dist/cli.js')
const library = pathToFileURL(resolve(cliPath, '../index.js')).href
const page = readFileSync('docs/client.md', 'utf8')

interface ExampleEnd {
  stdout: string
  stderr: string
  exitCode: unknown
}

/** Tells of each example that it runs what it printed, and the exit code that it asked for. */
const driver = `
const ends = []
for (const [name, ...args] of JSON.parse(process.argv[2])) {
  const end = { stdout: '', stderr: '' }
  console.log = (line) => void (end.stdout += line + '\\n')
  console.error = (line) => void (end.stderr += line + '\\n')
  process.argv = [process.argv[0], name, ...args]
  process.exitCode = 0
  await import('./' + name + '?' + ends.length)
  ends.push({ ...end, exitCode: process.exitCode })
}
process.exitCode = 0
process.stdout.write(JSON.stringify(ends))
`

/** Runs examples of docs/client.md as they stand there, with the built library, one after the other in one process. */
const runExamples = async (
  { folder, path, env }: Rehearsal,
  ...calls: readonly (readonly [name: string, ...args: string[]])[]
): Promise<ExampleEnd[]> => {
  const found = Array.from(page.matchAll(/```js\n(\/\/ (\S+\.mjs).*?)```/gs), ([, code, file]) => ({
    code,
    file,
  }))
  for (const [name] of calls) {
    const code = found.find(({ file }) => file === name)?.code
    if (code === undefined) throw new Error(`docs/client.md has no ${name}`)
    await writeFile(path(name), code.replace("'logto-migrate'", JSON.stringify(library)))
  }
  await writeFile(path('driver.mjs'), driver)
  const child = spawn(process.execPath, ['driver.mjs', JSON.stringify(calls)], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(stderr).toBe('')
  return JSON.parse(stdout) as ExampleEnd[]
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

it('the examples of docs/client.md list applications and members, and draw a dashboard', async () => {
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
  for (const [identifier, password] of [
    ['anna', 'secret of anna'],
    ['anna@example.com', 'secret of anna'],
    ['bob', 'wrong'],
  ]) {
    await send(`${rehearsal.sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password })
  }

  const [applications, members, absent, dashboard] = await runExamples(
    rehearsal,
    ['applications.mjs'],
    ['members.mjs', 'acme'],
    ['members.mjs', 'absent'],
    ['dashboard.mjs'],
  )
  expect(applications?.stdout.split('\n')).toContain('sandbox-app\tMachineToMachine\tsandbox-app')
  expect(applications).toMatchObject({ stderr: '', exitCode: 0 })
  expect(members?.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'Acme',
    '  bob@example.com',
    '  anna@example.com  admin',
    '',
  ])
  expect(members?.exitCode).toBe(0)
  expect(absent).toEqual({ stdout: '', stderr: 'There is no organization absent.\n', exitCode: 1 })
  expect(dashboard).toEqual({
    stdout:
      '1 of 2 users have signed in within a day\n  Password: 2\n  failed, session.invalid_credentials: 1\n',
    stderr: '',
    exitCode: 0,
  })
})
