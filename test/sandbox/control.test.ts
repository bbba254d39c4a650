import { expect, test } from 'vitest'
import { openSandbox, pluck, send } from './sandbox-client.js'

const digest = '5f4dcc3b5aa765d61d8327deb882cf99'

test('signing in marks the user, renews the digest and is logged', async () => {
  const { call, sandbox, createUser } = await openSandbox()
  const password = { passwordDigest: digest, passwordAlgorithm: 'MD5' }
  const id = await createUser({ primaryEmail: 'Ann@Example.com', username: 'ann', ...password })
  const signIn = (identifier: string, secret: string) =>
    send(`${sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password: secret })

  expect((await signIn('ann@example.com', 'wrong')).body).toMatchObject({
    code: 'session.invalid_credentials',
  })
  expect((await signIn('nobody', 'password')).status).toBe(422)
  expect((await signIn('ANN@example.com', 'password')).body).toMatchObject({ userId: id })
  expect(sandbox.state().users[0]).toMatchObject({
    lastSignInAt: expect.any(Number),
    passwordAlgorithm: 'Argon2i',
    passwordDigest: expect.stringMatching(/^\$argon2i\$/),
  })
  expect((await signIn('ann', 'password')).status).toBe(200)

  const { body } = await call('GET', `/api/logs?userId=${id}`)
  expect(pluck(body, 'key')).toEqual(['Interaction.SignIn.Submit', 'Interaction.SignIn.Submit'])
  expect(body).toMatchObject([
    { payload: { interaction: { verificationRecords: [{ type: 'Password' }] } } },
    {},
  ])
  const identified = await call('GET', '/api/logs?logKey=Interaction.SignIn.Identifier.Submit')
  expect(identified.body).toMatchObject([{ payload: { verification: { type: 'Password' } } }, {}])
  const failed = await call('GET', '/api/logs?logKey=Interaction.SignIn.Verification.Password.Submit')
  expect(pluck(failed.body, 'payload')).toMatchObject([
    { result: 'Success' },
    { result: 'Success' },
    { result: 'Error', error: { code: 'session.invalid_credentials' } },
    { result: 'Error' },
  ])
  expect(JSON.stringify(failed.body)).not.toContain('wrong')

  await call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: true })
  expect(await signIn('ann', 'password')).toMatchObject({ status: 401, body: { code: 'user.suspended' } })
})

test('a password set by plaintext can be signed in with', async () => {
  const { sandbox, createUser, call } = await openSandbox()
  const id = await createUser({ username: 'ann', password: 'pässwörd' })
  const verify = async (password: string) =>
    (await call('POST', `/api/users/${id}/password/verify`, { password })).status
  expect([await verify('pässwörd'), await verify('passwort')]).toEqual([204, 422])
  const before = sandbox.state().users[0]?.passwordDigest
  await call('PATCH', `/api/users/${id}/password`, { password: 'another' })
  expect([await verify('pässwörd'), await verify('another')]).toEqual([422, 204])
  expect(sandbox.state().users[0]?.passwordDigest).not.toBe(before)
})

test('logs are filtered by time', async () => {
  let timeMs = 1_700_000_000_000
  const effects = { now: () => timeMs, sleep: () => Promise.resolve() }
  const { call, renewToken } = await openSandbox({ effects })
  timeMs += 1000
  await renewToken()
  const total = async (query: string) => (await call('GET', `/api/logs?${query}`)).headers.get('total-number')
  expect(await total('')).toBe('2')
  expect(await total('start_time=1700000001000')).toBe('1')
  expect(await total('end_time=1700000000999')).toBe('1')
  expect((await call('GET', '/api/logs?start_time=2&end_time=1')).body).toMatchObject({
    code: 'log.invalid_time_window',
  })
})

test('options and faults change while it runs', async () => {
  const { sandbox, call } = await openSandbox()
  const put = (path: string, body: unknown) => send(`${sandbox.url}/__sandbox/${path}`, 'PUT', {}, body)
  expect((await put('options', { limit: { requests: 1, windowMs: 60_000 } })).status).toBe(200)
  expect([(await call('GET', '/api/users')).status, (await call('GET', '/api/users')).status]).toEqual([
    200, 429,
  ])
  await put('options', { limit: null })
  expect((await call('GET', '/api/users')).status).toBe(200)
  await put('faults', { error5xxBeforeCommit: { probability: 1, statuses: [502] } })
  expect((await call('GET', '/api/users')).status).toBe(502)
  await put('faults', {})
  expect((await call('GET', '/api/users')).status).toBe(200)
})

const badBodies: [path: string, body: unknown][] = [
  ['faults', { resetNever: { probability: 1 } }],
  ['faults', { cutBody: { probability: 2 } }],
  ['options', { latencyMs: -1 }],
  ['options', { secret: 'x' }],
]

test.for(badBodies)('refuses %s %j', async ([path, body]) => {
  const { sandbox } = await openSandbox()
  expect((await send(`${sandbox.url}/__sandbox/${path}`, 'PUT', {}, body)).status).toBe(400)
})

test('state and stats come over HTTP as they do in process', async () => {
  const { sandbox, createUser } = await openSandbox()
  await createUser({ username: 'ann', passwordDigest: digest, passwordAlgorithm: 'MD5' })
  const get = async (path: string) => (await send(`${sandbox.url}/__sandbox/${path}`, 'GET', {})).body
  expect(await get('state')).toEqual(JSON.parse(JSON.stringify(sandbox.state())))
  expect(await get('stats')).toMatchObject({ requests: { 'POST /api/users': 1 }, statuses: { 200: 1 } })
  await send(`${sandbox.url}/__sandbox/reset-stats`, 'POST', {})
  expect(await get('stats')).toMatchObject({ requests: {}, arrivals: { count: 0, firstMs: null } })
  expect(await get('nothing')).toBe('Not Found')
})
