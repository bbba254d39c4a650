import { describe, expect, test } from 'vitest'
import { openSandbox, send } from '../sandbox-client.js'
import type { SandboxClient } from '../sandbox-client.js'

const path = '/api/configs/actions/action.postFirstFactorVerification'

/** Takes any password that starts with "old-" and keeps what migratedFrom held. */
const script = `const runAction = async ({ event, environmentVariables }) => {
  if (!event.password.startsWith(environmentVariables.PREFIX)) return undefined
  return { action: event.user ? 'updateUser' : 'createUser', passwordVerified: true,
    user: { customData: { migratedFrom: { ...event.user?.customData.migratedFrom, password: 'migrated' } } } }
}`
const action = { script, environmentVariables: { PREFIX: 'old-' }, enabled: true }

const signIn = ({ sandbox }: SandboxClient, identifier: string, password: string): ReturnType<typeof send> =>
  send(`${sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password })

const install = async (client: SandboxClient, text = script): Promise<void> => {
  const answer = await client.call('PUT', path, { ...action, script: text })
  expect(answer.status).toBe(201)
}

describe('the endpoints of actions', () => {
  test('put, read, change, list, delete', async () => {
    const { call } = await openSandbox()
    expect(await call('GET', '/api/configs/actions')).toMatchObject({ status: 200, body: [] })
    expect(await call('GET', path)).toMatchObject({
      status: 404,
      body: { code: 'entity.not_exists_with_id' },
    })
    expect(await call('PUT', path, action)).toMatchObject({ status: 201, body: action })
    expect(await call('PUT', path, action)).toMatchObject({ status: 200, body: action })
    expect(await call('PATCH', path, { enabled: false })).toMatchObject({ body: { script, enabled: false } })
    expect((await call('GET', '/api/configs/actions')).body).toEqual([
      { key: 'action.postFirstFactorVerification', value: { ...action, enabled: false } },
    ])
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('DELETE', path)).status).toBe(404)
  })

  test('refuses unknown members, unknown actions and what is no text', async () => {
    const { call } = await openSandbox()
    expect(await call('PUT', path, { ...action, more: 1 })).toMatchObject({
      status: 400,
      body: { code: 'guard.invalid_input' },
    })
    expect((await call('PUT', path, { ...action, environmentVariables: { A: 1 } })).status).toBe(400)
    expect((await call('PUT', path, { ...action, onExecutionError: 'ignore' })).status).toBe(400)
    expect((await call('PUT', '/api/configs/actions/action.nope', action)).status).toBe(400)
  })

  test('a dry run answers with the result, with 204 for none, with 422 and the reason', async () => {
    const { call } = await openSandbox({ scriptTimeoutMs: 400 })
    const run = (body: string, event: unknown = {}): ReturnType<typeof call> =>
      call('POST', '/api/configs/actions/test', {
        script: `const runAction = async ({ event }) => { ${body} }`,
        actionType: 'action.postFirstFactorVerification',
        event,
      })
    expect(await run('return { got: event.a }', { a: 7 })).toMatchObject({ status: 200, body: { got: 7 } })
    expect((await run('return undefined')).status).toBe(204)
    expect((await run('return null')).body).toBeNull()
    const failures = [
      ["throw new Error('boom')", 'boom'],
      ["throw 'text'", 'text'],
      ['await new Promise(() => {})', 'Script execution timed out after 400ms.'],
      ['for (;;);', 'Script execution timed out after 400ms.'],
      ["require('node:fs')", 'require is not defined'],
      ['return (', "Unexpected token '}'"],
      ['return { a: 1n }', 'Do not know how to serialize a BigInt'],
    ]
    for (const [body = '', message = ''] of failures) {
      const answer = await run(body)
      expect(answer).toMatchObject({ status: 422, body: { code: 'action.general' } })
      expect(JSON.stringify(answer.body)).toContain(message)
    }
    const nameless = { script: 'const other = 1', actionType: 'action.postSignIn', event: {} }
    expect((await call('POST', '/api/configs/actions/test', nameless)).body).toMatchObject({
      data: { message: 'The script does not have a function named `runAction`' },
    })
  })

  test('a script that eats memory ends its thread, not the sandbox', async () => {
    const { call } = await openSandbox()
    const hungry = `const runAction = () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)) }`
    const event = { script: hungry, actionType: 'action.postSignIn', event: {} }
    expect((await call('POST', '/api/configs/actions/test', event)).body).toMatchObject({
      data: { message: 'Script execution exceeded the memory limit of 128MB.' },
    })
  })

  test('403 where the plan lacks them, 404 before they existed', async () => {
    const { call, sandbox } = await openSandbox({ actions: 'forbidden' })
    expect(await call('PUT', path, action)).toMatchObject({
      status: 403,
      body: { code: 'subscription.limit_exceeded' },
    })
    expect((await call('GET', '/api/configs/actions')).status).toBe(200)
    sandbox.settings.actions = 'absent'
    for (const [method, where] of [
      ['GET', '/api/configs/actions'],
      ['GET', path],
      ['PUT', path],
      ['DELETE', path],
    ] as const) {
      expect(await call(method, where, method === 'PUT' ? action : undefined)).toMatchObject({
        status: 404,
        body: 'Not Found',
      })
    }
  })
})

describe('a sign-in that asks the action', () => {
  const anna = {
    primaryEmail: 'anna@example.com',
    customData: { kept: 1, migratedFrom: { id: '7', password: 'pending' } },
  }

  test('stores the password, merges customData at the top, and is not asked again', async () => {
    const client = await openSandbox()
    const id = await client.createUser(anna)
    await install(client)
    expect((await signIn(client, 'anna@example.com', 'wrong')).status).toBe(422)
    expect(await signIn(client, 'Anna@example.com', 'old-secret')).toMatchObject({
      status: 200,
      body: { userId: id },
    })
    expect((await client.call('GET', `/api/users/${id}`)).body).toMatchObject({
      hasPassword: true,
      customData: { kept: 1, migratedFrom: { id: '7', password: 'migrated' } },
    })
    await client.call('DELETE', path)
    expect((await signIn(client, 'anna@example.com', 'old-secret')).status).toBe(200)
    expect((await signIn(client, 'anna@example.com', 'old-other')).status).toBe(422)
    const runs = (await client.call('GET', '/api/logs?logKey=Action.PostFirstFactorVerification')).body
    expect(runs).toHaveLength(2)
    expect(JSON.stringify(runs)).not.toContain('old-secret')
    expect(runs).toMatchObject([{ payload: { userId: id, result: 'Success', decision: 'updateUser' } }, {}])
  })

  test('is not asked for the suspended, for a right password, when disabled or failing', async () => {
    const client = await openSandbox()
    const id = await client.createUser(anna)
    await install(client)
    await client.call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: true })
    expect((await signIn(client, 'anna@example.com', 'old-secret')).status).toBe(422)
    await client.call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: false })
    await client.call('PATCH', path, { enabled: false })
    expect((await signIn(client, 'anna@example.com', 'old-secret')).status).toBe(422)
    await client.call('PUT', path, { ...action, script: 'const runAction = () => { throw new Error("x") }' })
    expect((await signIn(client, 'anna@example.com', 'old-secret')).status).toBe(422)
  })

  test('overwrites a newer password if the script lets it: the trap is there', async () => {
    const client = await openSandbox()
    const id = await client.createUser(anna)
    await install(client)
    await client.call('PATCH', `/api/users/${id}/password`, { password: 'brand-new' })
    expect((await signIn(client, 'anna@example.com', 'old-secret')).status).toBe(200)
    expect((await signIn(client, 'anna@example.com', 'brand-new')).status).toBe(422)
  })

  test('creates whom Logto does not know, and refuses answers that it may not give', async () => {
    const client = await openSandbox()
    await install(client)
    expect((await signIn(client, 'new@example.com', 'old-secret')).status).toBe(200)
    expect((await signIn(client, '+41791234567', 'old-secret')).status).toBe(200)
    const answering = async (user: unknown, more = ''): Promise<number> => {
      const text = `const runAction = () => ({ action: 'updateUser', passwordVerified: true, user: ${JSON.stringify(user)}${more} })`
      await client.call('PUT', path, { ...action, script: text })
      return (await signIn(client, 'new@example.com', 'other')).status
    }
    expect(await answering({ passwordDigest: 'x' })).toBe(422)
    expect(await answering({}, ', passwordVerified: false')).toBe(422)
    expect(await answering({ primaryEmail: 'else@example.com' })).toBe(422)
    expect(await answering({}, ", action: 'createUser'")).toBe(409)
    expect(await answering({ primaryEmail: 'NEW@example.com' })).toBe(200)
  })
})

describe('token claims', () => {
  const claims = '/api/configs/jwt-customizer/access-token'
  const customizer = {
    script:
      'const getCustomJwtClaims = async ({ context, environmentVariables }) => ({ old: context.user.customData.id, from: environmentVariables.FROM })',
    environmentVariables: { FROM: 'crm' },
  }

  test('put, test, read, delete', async () => {
    const { call } = await openSandbox()
    expect((await call('GET', claims)).status).toBe(404)
    expect((await call('PUT', claims, customizer)).status).toBe(201)
    expect((await call('PUT', claims, customizer)).status).toBe(200)
    expect((await call('GET', '/api/configs/jwt-customizer')).body).toEqual([
      { key: 'jwt.accessToken', value: customizer },
    ])
    const tested = await call('POST', '/api/configs/jwt-customizer/test', {
      ...customizer,
      tokenType: 'access-token',
      token: {},
      context: { user: { customData: { id: 'u-1' } } },
    })
    expect(tested.body).toEqual({ old: 'u-1', from: 'crm' })
    expect((await call('DELETE', claims)).status).toBe(204)
    expect((await call('DELETE', claims)).status).toBe(404)
  })
})

describe('one-time tokens', () => {
  test('active, consumed once, revoked, expired', async () => {
    let nowMs = Date.parse('2026-01-01')
    const effects = { now: () => nowMs, sleep: () => Promise.resolve() }
    const { call } = await openSandbox({ effects })
    const create = (body: unknown): ReturnType<typeof call> => call('POST', '/api/one-time-tokens', body)
    const first = await create({ email: 'anna@example.com', expiresIn: 60 })
    expect(first).toMatchObject({ status: 201, body: { status: 'active', context: {} } })
    const row = first.body as { id: string; token: string; createdAt: number; expiresAt: number }
    expect(row.expiresAt - row.createdAt).toBe(60_000)
    const verify = (token: string, email = 'anna@example.com'): ReturnType<typeof call> =>
      call('POST', '/api/one-time-tokens/verify', { token, email })
    expect((await verify(row.token, 'bob@example.com')).status).toBe(400)
    expect((await verify(row.token)).body).toMatchObject({ status: 'consumed' })
    expect((await verify(row.token)).body).toMatchObject({ code: 'one_time_token.token_consumed' })
    const second = (await create({ email: 'not an email' })).body as typeof row
    expect((await call('PUT', `/api/one-time-tokens/${second.id}/status`, { status: 'active' })).status).toBe(
      400,
    )
    expect(
      (await call('PUT', `/api/one-time-tokens/${second.id}/status`, { status: 'revoked' })).status,
    ).toBe(200)
    expect((await verify(second.token, 'not an email')).body).toMatchObject({
      code: 'one_time_token.token_revoked',
    })
    const third = (await create({ email: 'c@example.com' })).body as typeof row
    nowMs += 600_000
    expect((await verify(third.token, 'c@example.com')).body).toMatchObject({
      code: 'one_time_token.token_expired',
    })
    expect((await call('GET', '/api/one-time-tokens?status=revoked')).body).toHaveLength(1)
    expect((await call('DELETE', `/api/one-time-tokens/${third.id}`)).status).toBe(204)
    expect((await create({ email: '' })).status).toBe(400)
  })
})

test('takes an id on create only where it is told to', async () => {
  const { call, sandbox } = await openSandbox()
  const create = async (id: string): Promise<{ status: number; id: unknown }> => {
    const { status, body } = await call('POST', '/api/users', { id })
    return { status, id: (body as { id?: unknown }).id }
  }
  expect((await create('old|1')).id).not.toBe('old|1')
  sandbox.settings.keepsIds = true
  expect(await create('old|1')).toEqual({ status: 200, id: 'old|1' })
  expect((await create('old|1')).status).toBe(422)
  expect((await create('old 1')).status).toBe(400)
  expect((await create('Old|1')).status).toBe(200)
  const search = async (query: string): Promise<unknown> =>
    ((await call('GET', `/api/users?search.id=OLD%7C1&mode.id=exact${query}`)).body as { id: string }[]).map(
      ({ id }) => id,
    )
  expect(await search('')).toEqual(['Old|1', 'old|1'])
  expect(await search('&isCaseSensitive=true')).toEqual([])
  sandbox.settings.keepsIds = 'refused'
  expect((await create('older')).status).toBe(501)
})
