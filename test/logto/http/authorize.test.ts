import { describe, expect, test } from 'vitest'
import type { ApiRequest } from '../../../src/logto/http/api-call.js'
import { authorize } from '../../../src/logto/http/authorize.js'
import { TransportError } from '../../../src/logto/http/transport-error.js'
import { createFakeSend, type FakeEnd } from '../../support/fake-send.js'

const credentials = { appId: 'app', appSecret: 's3:cr&t', resource: 'https://default.logto.app/api' }
const get: ApiRequest = { method: 'GET', path: '/api/users' }
const create: ApiRequest = { method: 'POST', path: '/api/users', body: {} }
const token = (value: string, more: object = {}): FakeEnd => ({
  body: { access_token: value, expires_in: 3600, token_type: 'Bearer', scope: 'all', ...more },
})
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A target that gives tokens t1, t2, … and answers calls as told. */
const createTarget = (
  call: (authorization: string, index: number) => FakeEnd | Promise<FakeEnd>,
  giveToken: (index: number) => FakeEnd = (index) => token(`t${index + 1}`),
) => {
  let nowMs = 1_000_000
  let tokens = 0
  let calls = 0
  const fake = createFakeSend(async (request) => {
    await later()
    return request.path === '/oidc/token'
      ? giveToken(tokens++)
      : call(request.headers?.['authorization'] ?? '', calls++)
  })
  return {
    ...authorize(fake.send, { credentials, now: () => nowMs }),
    requests: fake.requests,
    tokens: () => tokens,
    advance: (ms: number) => (nowMs += ms),
  }
}

test('asks for the token as Logto wants it', async () => {
  const target = createTarget(() => 200)
  await target.send(get)
  const [request] = target.requests
  expect(request).toMatchObject({
    method: 'POST',
    path: '/oidc/token',
    form: { grant_type: 'client_credentials', resource: 'https://default.logto.app/api', scope: 'all' },
  })
  const [, encoded = ''] = (request?.headers?.['authorization'] ?? '').split(' ')
  expect(Buffer.from(encoded, 'base64').toString()).toBe('app:s3%3Acr%26t')
  expect(target.requests[1]?.headers).toEqual({ authorization: 'Bearer t1' })
})

test('50 calls at once take one token request', async () => {
  const target = createTarget(() => 200)
  await Promise.all(Array.from({ length: 50 }, () => target.send(get)))
  expect(target.tokens()).toBe(1)
})

test.each([
  { id: 'an hour: one minute before', expiresIn: 3600, atMs: 3_540_000 },
  { id: 'five minutes: a tenth before', expiresIn: 300, atMs: 270_000 },
  { id: 'not said: taken as five minutes', expiresIn: undefined, atMs: 270_000 },
])('renewed before it ends, $id', async ({ expiresIn, atMs }) => {
  const target = createTarget(
    () => 200,
    (index) => token(`t${index}`, { expires_in: expiresIn }),
  )
  await target.send(get)
  target.advance(atMs - 1)
  await target.send(get)
  expect(target.tokens()).toBe(1)
  target.advance(1)
  await Promise.all(Array.from({ length: 20 }, () => target.send(get)))
  expect(target.tokens()).toBe(2)
})

describe('a 401', () => {
  test('renews once for all who got it, and each call goes out again once, also a create', async () => {
    const target = createTarget((authorization) => (authorization === 'Bearer t1' ? 401 : 200))
    const responses = await Promise.all(Array.from({ length: 50 }, () => target.send(create)))
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
    expect(target.tokens()).toBe(2)
    expect(target.requests.filter(({ path }) => path === '/api/users')).toHaveLength(100)
  })

  test('of a late call does not throw away the token that came meanwhile', async () => {
    let answerLate = (): void => {}
    const lateAnswer = new Promise<FakeEnd>((resolve) => {
      answerLate = () => resolve(401)
    })
    const target = createTarget((authorization, index) => {
      if (authorization !== 'Bearer t1') {
        return 200
      }
      return index === 0 ? lateAnswer : 401
    })
    const late = target.send(get)
    await target.send(get)
    expect(target.tokens()).toBe(2)
    answerLate()
    expect(await late).toMatchObject({ status: 200 })
    expect(target.tokens()).toBe(2)
  })

  test('again with a fresh token ends the run', async () => {
    const target = createTarget(() => ({
      status: 401,
      body: { code: 'auth.unauthorized', message: 'Unauthorized.' },
    }))
    await expect(target.send(get)).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'unauthorized',
      reason: 'target',
    })
    expect(target.requests).toHaveLength(4)
  })
})

describe('no token', () => {
  test.each<[string, FakeEnd, string, RegExp]>([
    ['without scope', token('t', { scope: undefined }), 'missing_scope', /Logto Management API access/],
    ['with another scope', token('t', { scope: 'some other' }), 'missing_scope', /permission/],
    [
      'wrong secret',
      { status: 401, body: { code: 'oidc.invalid_client' } },
      'invalid_client',
      /LOGTO_APP_SECRET/,
    ],
    [
      'wrong resource',
      { status: 400, body: { code: 'oidc.invalid_target' } },
      'invalid_target',
      /LOGTO_RESOURCE/,
    ],
    [
      'no endpoint',
      { status: 404, body: 'x', headers: { 'content-type': 'text/html' } },
      'token_endpoint_missing',
      /never at a custom domain/,
    ],
    ['no token in it', { body: { hello: 1 } }, 'unexpected_answer', /access_token/],
  ])('%s ends the run', async (_id, end, code, message) => {
    const target = createTarget(
      () => 200,
      () => end,
    )
    const error: unknown = await target.send(create).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'MigrationError', code, reason: 'target' })
    expect(String(error)).toMatch(message)
    expect(String(error)).not.toContain(credentials.appSecret)
  })

  test.each<[string, FakeEnd, object]>([
    [
      '503',
      { status: 503, headers: { 'retry-after': '4' } },
      { code: 'token_target_unavailable', retryAfterMs: 4000 },
    ],
    ['429', 429, { code: 'token_rate_limited' }],
    [
      'reset',
      new TransportError('unknown', 'ECONNRESET', 'POST /oidc/token'),
      { code: 'token_no_usable_answer' },
    ],
  ])('%s at the token endpoint: the call was certainly not sent', async (_id, end, expected) => {
    const target = createTarget(
      () => 200,
      (index) => (index === 0 ? end : token('t')),
    )
    await expect(target.send(create)).rejects.toMatchObject({
      name: 'TransportError',
      phase: 'connect',
      ...expected,
    })
    await expect(target.send(create)).resolves.toMatchObject({ status: 200 })
  })
})

test('a caller that gives up leaves the token request to the others', async () => {
  const target = createTarget(() => 200)
  const abort = new AbortController()
  const first = target.send(get, abort.signal)
  const second = target.send(get)
  abort.abort('stop')
  await expect(first).rejects.toBe('stop')
  await expect(second).resolves.toMatchObject({ status: 200 })
  expect(target.tokens()).toBe(1)
})

test('the clock skew is measured, and does not matter', async () => {
  const target = createTarget(
    () => 200,
    () => ({ ...(token('t') as object), headers: { date: new Date(1_000_000 + 90_000).toUTCString() } }),
  )
  expect(target.clockSkewMs()).toBeUndefined()
  await target.send(get)
  expect(Math.abs((target.clockSkewMs() ?? 0) - 90_000)).toBeLessThanOrEqual(1000)
  target.advance(3_000_000)
  await target.send(get)
  expect(target.tokens()).toBe(1)
})

test('a request with its own authorization passes unchanged', async () => {
  const target = createTarget(() => 200)
  await target.send({ ...get, headers: { authorization: 'Basic x' } })
  expect(target.requests).toEqual([{ ...get, headers: { authorization: 'Basic x' } }])
})
