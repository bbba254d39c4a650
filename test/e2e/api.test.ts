import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

describe('api', () => {
  it('reads, selects and shows headers', async () => {
    const { run } = await startRehearsal()
    const plain = await run(['api', 'GET', '/applications'])
    expect(JSON.parse(plain.stdout)).toMatchObject([{ id: 'sandbox-app' }, {}])
    expect(plain).toMatchObject({ stderr: '', exitCode: 0 })

    const names = await run(['api', 'get', '/api/applications', '--jq', '.[].id'])
    expect(names.stdout).toBe('sandbox-app\nsandbox-app-without-role\n')
    const objects = await run(['api', 'GET', '/api/applications', '--jq', '.[0] | {id, type}', '--json'])
    expect(JSON.parse(objects.stdout)).toEqual([{ id: 'sandbox-app', type: 'MachineToMachine' }])

    const head = await run(['api', 'HEAD', '/api/users', '--include'])
    expect(head.stdout).toMatch(/^HTTP 200\n(?:.+\n)*total-number: 0\n(?:.+\n)*\n$/)
    const included = await run(['api', 'GET', '/api/users', '-f', 'page_size=5', '--include', '--json'])
    expect(JSON.parse(included.stdout)).toMatchObject({
      status: 200,
      headers: { 'total-number': '0' },
      body: [],
    })
  })

  it('creates from fields, a file, standard input and --data; deletes', async () => {
    const { run, sandbox, path } = await startRehearsal()
    const { writeFile } = await import('node:fs/promises')
    const created = await run([
      'api',
      'POST',
      '/users',
      '-f',
      'username=a1',
      '-F',
      'customData[n]=1',
      '--jq',
      '.id',
    ])
    expect(created.exitCode).toBe(0)
    const id = created.stdout.trim()
    await writeFile(path('body.json'), '{"username":"a2"}')
    expect(await run(['api', 'POST', '/users', '--input', 'body.json', '-q'])).toMatchObject({ exitCode: 0 })
    const piped = await run(['api', 'POST', '/users', '--input', '-'], { stdin: '{"username":"a3"}' })
    expect(piped.exitCode).toBe(0)
    await run(['api', 'PATCH', `/api/users/${id}/is-suspended`, '--data', '{"isSuspended":true}'])
    expect(sandbox.state().users).toMatchObject([
      { username: 'a1', customData: { n: 1 }, isSuspended: true },
      { username: 'a2' },
      { username: 'a3' },
    ])
    const deleted = await run(['api', 'DELETE', `/api/users/${id}`, '--json'])
    expect(deleted).toMatchObject({ stdout: 'null\n', exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(2)
  })

  it('pages to the end, as one array or line by line', async () => {
    const { run, sandbox } = await startRehearsal({
      fixtures: { organizations: Array.from({ length: 130 }, (_, index) => ({ name: `Org ${index}` })) },
    })
    const all = await run(['api', 'GET', '/organizations', '--paginate'])
    expect(JSON.parse(all.stdout)).toHaveLength(130)
    expect(sandbox.stats().requests['GET /api/organizations']).toBe(2)
    const lines = await run(['api', 'GET', '/organizations', '--paginate', '--ndjson', '--jq', '{name}'])
    expect(lines.stdout.trimEnd().split('\n')).toHaveLength(130)
    const count = await run(['api', 'GET', '/organizations', '--paginate', '--jq', 'length'])
    expect(count.stdout).toBe('130\n')
  })

  it('ends with 1 and what the server says when it refuses', async () => {
    const { run } = await startRehearsal()
    const text = await run(['api', 'GET', '/api/users/absent'])
    expect(JSON.parse(text.stdout)).toMatchObject({ code: 'entity.not_found' })
    expect(text.stderr).toBe(
      'logto-migrate: GET /api/users/absent was refused with 404 entity.not_found: The resource does not exist.\n',
    )
    expect(text.exitCode).toBe(1)
    const json = await run(['api', 'POST', '/users', '-F', 'username=1', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'guard.invalid_input', status: 400 } })
    expect(json.exitCode).toBe(1)
    const paged = await run(['api', 'GET', '/roles/absent/users', '--paginate', '--json'])
    expect(JSON.parse(paged.stdout)).toMatchObject({ error: { code: 'call_refused' } })
    expect(paged.exitCode).toBe(1)
    expect((await run(['api', 'POST', '/users', '-f', 'name'])).exitCode).toBe(2)
  })

  it('ends with 3 without access', async () => {
    const { run } = await startRehearsal()
    const env = { LOGTO_APP_ID: 'sandbox-app-without-role', LOGTO_APP_SECRET: 'sandbox-secret-without-role' }
    const { stdout, exitCode } = await run(['api', 'GET', '/users', '--json'], { env })
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'missing_scope' } })
    expect(exitCode).toBe(3)
  })

  it('retries a read, waits for a 429, and says of a write without an answer that nothing is known', async () => {
    const { run, sandbox } = await startRehearsal()
    const route = 'POST /api/organizations'
    sandbox.setFaults({ resetBeforeCommit: { probability: 1, routes: ['GET /api/users'], max: 1 } })
    expect(await run(['api', 'GET', '/users'])).toMatchObject({ stdout: '[]\n', exitCode: 0 })
    sandbox.setFaults({ tooManyRequests: { probability: 1, routes: [route], max: 1, retryAfterSeconds: 0 } })
    expect((await run(['api', 'POST', '/organizations', '-f', 'name=A'])).exitCode).toBe(0)

    sandbox.resetStats()
    sandbox.setFaults({ resetAfterCommit: { probability: 1, routes: [route], max: 1 } })
    const lost = await run(['api', 'POST', '/organizations', '-f', 'name=B'])
    expect(lost.stderr).toContain('it may have been applied or not; it was not sent again')
    expect(lost).toMatchObject({ stdout: '', exitCode: 3 })
    const failedRoute = 'DELETE /api/users/:userId'
    sandbox.setFaults({ error5xxBeforeCommit: { probability: 1, routes: [failedRoute], statuses: [500] } })
    const failed = await run(['api', 'DELETE', '/users/x', '--json'])
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'server_error' } })
    expect(failed.exitCode).toBe(3)
    expect(sandbox.stats().requests).toMatchObject({ [route]: 1, [failedRoute]: 1 })
  })
})
