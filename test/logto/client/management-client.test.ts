import { onTestFinished, describe, expect, it } from 'vitest'
import { AmbiguousOutcomeError } from '../../../src/logto/retry/ambiguous-outcome-error.js'
import { buildCallPath } from '../../../src/logto/client/build-call-path.js'
import { createManagementClient, type ManagementClient } from '../../../src/logto/client/management-client.js'
import { RefusedCallError } from '../../../src/logto/http/refused-call-error.js'
import { startSandbox, type Sandbox } from '../../../src/sandbox/start-sandbox.js'

const open = async (): Promise<{ client: ManagementClient; sandbox: Sandbox }> => {
  const sandbox = await startSandbox()
  const client = createManagementClient({
    endpoint: sandbox.url,
    appId: 'sandbox-app',
    appSecret: 'sandbox-secret',
    rate: 'off',
  })
  onTestFinished(async () => {
    await client.close()
    await sandbox.close()
  })
  return { client, sandbox }
}

describe('management client', () => {
  it('creates, changes, reads and deletes', async () => {
    const { client } = await open()
    const { id } = await client.post('/api/users', { body: { username: 'anna' } })
    const path = { userId: id }
    await client.patch('/api/users/{userId}', { path, body: { name: 'Anna' } })
    expect(await client.get('/api/users/{userId}', { path })).toMatchObject({
      username: 'anna',
      name: 'Anna',
    })
    expect(await client.delete('/api/users/{userId}', { path })).toBeUndefined()
    expect(await client.get('/api/dashboard/users/total')).toEqual({ totalUserCount: 0 })
  })

  it('pages to the end, and no further than asked', async () => {
    const { client, sandbox } = await open()
    for (let number = 0; number < 250; number += 1) {
      await client.post('/api/users', { body: { username: `u${number}` } })
    }
    sandbox.resetStats()
    const names = new Set<string | null>()
    for await (const { username } of client.paginate('/api/users')) names.add(username)
    expect(names.size).toBe(250)
    expect(sandbox.stats().requests['GET /api/users']).toBe(3)
    sandbox.resetStats()
    for await (const user of client.paginate('/api/users', { query: { 'search.username': 'u7' } })) {
      expect(user.username).toBe('u7')
      break
    }
    expect(sandbox.stats().requests['GET /api/users']).toBe(1)
  })

  it('tells what Logto refuses, with its code and answer', async () => {
    const { client } = await open()
    await client.post('/api/users', { body: { username: 'anna' } })
    const error: unknown = await client
      .post('/api/users', { body: { username: 'anna' } })
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RefusedCallError)
    expect(error).toMatchObject({
      status: 422,
      serverCode: 'user.username_already_in_use',
      code: 'call_refused',
      body: { code: 'user.username_already_in_use' },
    })
  })

  it('sends a write once when its outcome is unknown, unless told that it does no harm', async () => {
    const { client, sandbox } = await open()
    const { id } = await client.post('/api/users', { body: { username: 'anna' } })
    const route = 'PATCH /api/users/:userId'
    const patch = (isIdempotent?: boolean) =>
      client.patch('/api/users/{userId}', { path: { userId: id }, body: { name: 'A' }, isIdempotent })
    sandbox.setFaults({ resetAfterCommit: { probability: 1, routes: [route], max: 1 } })
    sandbox.resetStats()
    await expect(patch()).rejects.toBeInstanceOf(AmbiguousOutcomeError)
    expect(sandbox.stats().requests[route]).toBe(1)
    sandbox.setFaults({ resetAfterCommit: { probability: 1, routes: [route], max: 1 } })
    expect(await patch(true)).toMatchObject({ name: 'A' })
    sandbox.setFaults({ tooManyRequests: { probability: 1, routes: [route], max: 1, retryAfterSeconds: 0 } })
    expect(await patch()).toMatchObject({ name: 'A' })
  })

  it.each([
    ['appId', { appId: undefined, appSecret: 's' }],
    ['appSecret', { appId: 'a', appSecret: '' }],
  ])('missing credentials are named: %s', (name, credentials) =>
    expect(() => createManagementClient({ endpoint: 'http://127.0.0.1:1', ...credentials })).toThrow(
      expect.objectContaining({ code: 'target_incomplete', message: expect.stringContaining(name) }),
    ),
  )

  it('wrong credentials are no access', async () => {
    const { sandbox } = await open()
    const client = createManagementClient({ endpoint: sandbox.url, appId: 'sandbox-app', appSecret: 'wrong' })
    await expect(client.get('/api/roles')).rejects.toMatchObject({ reason: 'target', code: 'invalid_client' })
    await client.close()
  })
})

describe('buildCallPath', () => {
  it.each([
    ['names are encoded', '/api/users/{id}', { id: 'a/b?c' }, {}, '/api/users/a%2Fb%3Fc'],
    ['lists repeat', '/x', {}, { a: [1, 2], b: undefined, c: null, d: false }, '/x?a=1&a=2&d=false'],
    ['after a query', '/x?y=1', {}, { 'search.name': '%a&b' }, '/x?y=1&search.name=%25a%26b'],
  ])('%s', (_id, template, names, query, expected) =>
    expect(buildCallPath(template, names, query)).toBe(expected),
  )

  it.each<[names: Record<string, string>]>([[{}], [{ id: '' }], [{ other: 'x' }]])(
    'no value for a name: %j',
    (names) => expect(() => buildCallPath('/api/users/{id}', names)).toThrow('no value for {id}'),
  )

  it('dots climb nowhere', () =>
    expect(() => buildCallPath('/api/users/{id}/roles', { id: '..' })).toThrow('{id} cannot be ".."'))
})
