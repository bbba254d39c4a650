import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { ApiRequest, ApiResponse } from '../../../src/logto/http/api-call.js'
import { createHttpSend, type HttpSend, type HttpSendOptions } from '../../../src/logto/http/http-send.js'
import { TransportError } from '../../../src/logto/http/transport-error.js'
import { startStubServer, type StubReply, type StubServer } from '../../support/stub-server.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

const connect = (endpoint: string, options: Partial<HttpSendOptions> = {}): HttpSend => {
  const http = createHttpSend({ endpoint, userAgent: 'test/1', ...options })
  open.push(http)
  return http
}

const serve = async (answer: Parameters<typeof startStubServer>[0]): Promise<StubServer> => {
  const server = await startStubServer(answer)
  open.push(server)
  return server
}

const failureOf = (call: Promise<ApiResponse>): Promise<unknown> =>
  call.then(
    () => new Error('expected a failure'),
    (error: unknown) => error,
  )

const get: ApiRequest = { method: 'GET', path: '/api/users?search.primaryEmail=jane%40example.com' }

test('sends method, path below the endpoint, headers and JSON, and parses the answer', async () => {
  const server = await serve(() => ({ status: 200, json: { id: 'u1' }, headers: { 'Total-Number': '7' } }))
  const http = connect(`${server.endpoint}/auth/`)
  const response = await http.send({
    method: 'POST',
    path: '/api/users',
    body: { name: 'Jané' },
    headers: { authorization: 'Bearer t' },
  })
  expect(response).toMatchObject({ status: 200, body: { id: 'u1' }, headers: { 'total-number': '7' } })
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/auth/api/users',
    body: '{"name":"Jané"}',
    headers: { 'content-type': 'application/json', authorization: 'Bearer t', 'user-agent': 'test/1' },
  })
})

test('reads an answer that comes in many pieces and begins with a byte order mark', async () => {
  const name = 'é'.repeat(200_000)
  const text = `\ufeff${JSON.stringify({ name })}`
  const server = await serve(() => ({ status: 200, text, type: 'application/json' }))
  expect(await connect(server.endpoint).send(get)).toMatchObject({ status: 200, body: { name } })
})

test('sends a form', async () => {
  const server = await serve(() => ({ status: 200, json: {} }))
  await connect(server.endpoint).send({
    method: 'POST',
    path: '/oidc/token',
    form: { scope: 'all', a: 'b c&d' },
  })
  expect(server.requests[0]).toMatchObject({
    body: 'scope=all&a=b+c%26d',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
})

test.each<{ id: string; reply: StubReply; body: unknown }>([
  { id: 'empty', reply: { status: 204 }, body: undefined },
  { id: 'text', reply: { status: 404, text: 'Not Found' }, body: 'Not Found' },
  {
    id: 'problem JSON',
    reply: { status: 400, text: '{"a":1}', type: 'application/problem+json' },
    body: { a: 1 },
  },
  { id: 'HTML', reply: { status: 502, text: '<p>', type: 'text/html' }, body: '<p>' },
])('resolves for every HTTP answer: $id', async ({ reply, body }) => {
  const server = await serve(() => reply)
  expect((await connect(server.endpoint).send(get)).body).toEqual(body)
})

test('a Link header of 40 KB passes', async () => {
  const server = await serve(() => ({ status: 200, json: [], headers: { link: 'x'.repeat(40_000) } }))
  expect((await connect(server.endpoint).send(get)).headers['link']).toHaveLength(40_000)
})

test('connections are kept and not used for two requests at once', async () => {
  const server = await serve(() => ({ status: 200, json: [] }))
  const http = connect(server.endpoint)
  await Promise.all([http.send(get), http.send(get), http.send(get)])
  for (let index = 0; index < 20; index += 1) {
    await http.send(get)
  }
  expect(server.connections()).toBe(3)
})

test('each opened connection is reported', async () => {
  const server = await serve(() => ({ status: 200, json: [] }))
  const opened: [number, number][] = []
  let nowMs = 100
  const http = connect(server.endpoint, {
    now: () => nowMs++,
    onConnected: (from, to) => opened.push([from, to]),
  })
  for (let index = 0; index < 10; index += 1) {
    await http.send(get)
  }
  // The request left at 100.
  expect(opened[0]).toEqual([101, 102])
  expect(opened).toHaveLength(server.connections())
})

describe('no answer', () => {
  const broken: { id: string; reply: StubReply; code: string; options?: Partial<HttpSendOptions> }[] = [
    { id: 'reset', reply: 'reset', code: 'ECONNRESET' },
    { id: 'cut body', reply: 'cut', code: 'UND_ERR_SOCKET' },
    { id: 'silence', reply: 'hang', code: 'UND_ERR_HEADERS_TIMEOUT', options: { timeoutMs: 50 } },
    {
      id: 'not the JSON it says',
      reply: { status: 200, text: '{"id":', type: 'application/json' },
      code: 'invalid_body',
    },
    {
      id: 'too large',
      reply: { status: 200, text: 'x'.repeat(2000) },
      code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
      options: { maxResponseBytes: 1000 },
    },
  ]
  test.each(broken)('$id: unknown, $code', async ({ reply, code, options }) => {
    const server = await serve(() => reply)
    const error = await failureOf(
      connect(server.endpoint, options).send({ method: 'POST', path: '/api/users', body: {} }),
    )
    expect(error).toBeInstanceOf(TransportError)
    expect(error).toMatchObject({ phase: 'unknown', code })
  })

  test('nobody listens: connect', async () => {
    const server = await startStubServer(() => 'hang')
    await server.close()
    const error = await failureOf(connect(server.endpoint).send(get))
    expect(error).toMatchObject({ name: 'TransportError', phase: 'connect', code: 'ECONNREFUSED' })
  })

  test('TLS spoken to a server that does not: connect', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')
      socket.destroySoon()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) })
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const error = await failureOf(connect(`https://127.0.0.1:${port}`).send(get))
    expect(error).toMatchObject({
      name: 'TransportError',
      phase: 'connect',
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
    })
  })

  test('the error names the route, and neither address, header nor body', async () => {
    const server = await serve(() => 'reset')
    const error = await failureOf(
      connect(server.endpoint).send({
        ...get,
        headers: { authorization: 'Bearer topsecret' },
      }),
    )
    const shown = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? String(error.cause) : ''}`
    expect(shown).toContain('GET /api/users: no usable answer (ECONNRESET)')
    expect(shown).not.toMatch(/topsecret|jane|example\.com/)
  })
})

test('an aborted call rejects with the reason of the signal', async () => {
  const server = await serve(() => 'hang')
  const abort = new AbortController()
  const call = failureOf(connect(server.endpoint).send(get, abort.signal))
  abort.abort(new Error('stop'))
  expect(await call).toMatchObject({ message: 'stop' })
})
