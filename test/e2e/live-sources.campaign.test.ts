import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/start-sandbox.js'
import { runCli } from '../support/run-cli.js'

type Sandbox = Awaited<ReturnType<typeof startSandbox>>

let folder: string
let sandbox: Sandbox

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-'))
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
  sandbox = await startSandbox()
})

afterEach(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

/** The config that docs/live-sources.md shows under this name, as it stands there. */
const readExample = async (name: string): Promise<string> => {
  const page = await readFile(new URL('../../docs/live-sources.md', import.meta.url), 'utf8')
  const code = page.split(`<!-- example: ${name} -->`)[1]?.split('```ts\n')[1]?.split('```')[0]
  expect(code, `docs/live-sources.md has no example ${name}`).toBeDefined()
  return code ?? ''
}

const importLive = async (example: string, env: Record<string, string> = {}, args: string[] = []) => {
  await writeFile(join(folder, 'migrate.config.ts'), await readExample(example))
  return runCli(['import', '--rate', 'off', '--json', ...args], {
    cwd: folder,
    env: {
      LOGTO_ENDPOINT: sandbox.url,
      LOGTO_APP_ID: 'sandbox-app',
      LOGTO_APP_SECRET: 'sandbox-secret',
      ...env,
    },
  })
}

const writeDatabase = async (ids: number[]): Promise<void> => {
  const { Database } = await initSqlJs()
  const database = new Database()
  database.run('CREATE TABLE users (id INTEGER, email TEXT, full_name TEXT, password_hash TEXT)')
  for (const id of ids) {
    database.run('INSERT INTO users VALUES (?, ?, ?, ?)', [id, `user${id}@example.com`, `User ${id}`, null])
  }
  await writeFile(join(folder, 'users.sqlite'), database.export())
  database.close()
}

test('the SQL cursor of the docs imports every row', async () => {
  await writeDatabase(Array.from({ length: 250 }, (_, index) => index + 1))
  const { exitCode, stderr } = await importLive('sql')
  expect(stderr).toContain('Importing into')
  expect(exitCode).toBe(0)
  const emails = sandbox.state().users.map(({ primaryEmail }) => primaryEmail)
  expect(new Set(emails).size).toBe(250)
})

test('a live source is taken up again, and refused when its records are others', async () => {
  await writeDatabase([1, 2, 3, 4, 5, 6])
  expect((await importLive('sql', {}, ['--limit', '2'])).exitCode).toBe(0)
  expect(sandbox.state().users).toHaveLength(2)
  const resumed = await importLive('sql', {}, ['--resume'])
  expect(resumed.exitCode).toBe(0)
  expect(sandbox.state().users).toHaveLength(6)

  await writeDatabase([7, 8, 9])
  const refused = await importLive('sql', {}, ['--resume'])
  expect(refused.exitCode).toBe(4)
  expect(refused.stderr).toContain('belongs to another input')
})

test('the paged HTTP API of the docs imports every page', async () => {
  const pages = [
    [{ id: 'a', email: 'a@example.com' }],
    [
      { id: 'b', email: 'b@example.com' },
      { id: 'c', email: 'c@example.com' },
    ],
  ]
  const server = createServer((request, response) => {
    const page = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('page'))
    response.end(JSON.stringify(pages[page - 1] ?? []))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { exitCode } = await importLive('http', { OLD_API: `http://127.0.0.1:${port}` })
  server.close()
  expect(exitCode).toBe(0)
  expect(
    sandbox
      .state()
      .users.map(({ primaryEmail }) => primaryEmail)
      .sort((a, b) => (a ?? '').localeCompare(b ?? '')),
  ).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
})

test('another Logto tenant comes over with its password hashes', async () => {
  const old = await startSandbox()
  const env = { LOGTO_ENDPOINT: old.url, LOGTO_APP_ID: 'sandbox-app', LOGTO_APP_SECRET: 'sandbox-secret' }
  const users = fileURLToPath(new URL('../../fixtures/demo/auth0-users.ndjson', import.meta.url))
  await runCli(['import', users, '--rate', 'off'], { cwd: folder, env })

  const { exitCode } = await importLive('logto', {
    OLD_LOGTO_ENDPOINT: old.url,
    OLD_LOGTO_APP_ID: 'sandbox-app',
    OLD_LOGTO_APP_SECRET: 'sandbox-secret',
  })
  expect(exitCode).toBe(0)
  const digests = (target: Sandbox): Map<string | null, string | null | undefined> =>
    new Map(
      target
        .state()
        .users.map(({ username, primaryEmail, primaryPhone, passwordDigest }) => [
          primaryEmail ?? primaryPhone ?? username,
          passwordDigest,
        ]),
    )
  expect(digests(sandbox)).toEqual(digests(old))
  await old.close()
})
