import { describe, expect, onTestFinished, test } from 'vitest'
import { openUpstream } from '../../../src/trickle/upstreams/open-upstream.js'
import { type UpstreamConfig, upstreamSchema } from '../../../src/trickle/upstreams/upstream-config.js'
import { withCircuit } from '../../../src/trickle/upstreams/circuit.js'
import { type Upstream, UpstreamError } from '../../../src/trickle/upstreams/upstream.js'
import { startStubServer, type StubReply, type StubServer } from '../../support/stub-server.js'
import { vendors } from './vendor-mock.js'

const verdicts = { right: true, second_factor: true, wrong: false, nobody: false } as const

/** Signs, quotes and letters that a form, JSON, or a template could mangle. */
const oddPassword = '{name} "q" \\ & = + % ü 🔑 {password}'

const serve = async (answer: () => StubReply): Promise<StubServer> => {
  const server = await startStubServer(answer)
  onTestFinished(() => server.close())
  return server
}

const verify = (config: UpstreamConfig, signal = new AbortController().signal): Promise<boolean> =>
  openUpstream(config).verify({ name: 'anna+1@example.com', password: oddPassword }, signal)

describe.each(Object.entries(vendors))('%s', (_, vendor) => {
  test.each(Object.entries(vendor.answers))('%s', async (way, reply) => {
    const server = await serve(() => reply)
    const config = upstreamSchema.parse(vendor.config(server.endpoint))
    if (way in verdicts) {
      expect(await verify(config)).toBe(verdicts[way as keyof typeof verdicts])
    } else {
      await expect(verify(config)).rejects.toMatchObject({ name: 'UpstreamError', fault: way })
    }
    // Asked once, whatever came back, in the vendor's form and with the password as it was typed.
    expect(server.requests).toHaveLength(1)
    expect(vendor.read(server.requests[0]!)).toEqual({ name: 'anna+1@example.com', password: oddPassword })
  })

  test('what is no answer of the vendor is never yes, and never a wrong password', async () => {
    const replies: StubReply[] = [
      { status: 503, text: 'unavailable' },
      { status: 200, text: '<html>welcome</html>' },
      { status: 302, text: '', headers: { location: 'http://127.0.0.1:1/' } },
      { status: 200, json: ['access_token'] },
      'reset',
      'cut',
    ]
    let index = 0
    const server = await serve(() => replies[index]!)
    const config = vendor.config(server.endpoint)
    const isRuled = config.type === 'http'
    for (; index < replies.length; index += 1) {
      const outcome = await verify(config).catch((error: unknown) => error)
      // A rule of one's own decides about every success.
      if (isRuled && [1, 3].includes(index)) expect(outcome).toBe(false)
      else expect(outcome).toBeInstanceOf(UpstreamError)
    }
    expect(server.requests).toHaveLength(replies.length)
  })

  test('an answer that does not come in time is a timeout, not asked again', async () => {
    // Its time is over once it has been asked, however busy the machine is.
    const time = new AbortController()
    const server = await serve(() => (time.abort(), 'hang'))
    await expect(verify(vendor.config(server.endpoint), time.signal)).rejects.toMatchObject({
      fault: 'timeout',
    })
    expect(server.requests).toHaveLength(1)
  })
})

describe('http', () => {
  const ask = async (
    config: Partial<Extract<UpstreamConfig, { type: 'http' }>>,
    reply: StubReply,
  ): Promise<[unknown, StubServer]> => {
    const server = await serve(() => reply)
    const outcome = await verify({ type: 'http', url: server.endpoint, ...config }).catch(
      (error: unknown) => error,
    )
    return [outcome, server]
  }

  test('a template of text, a form, and a body of its own', async () => {
    const template = '{"u":"{name}","p":"{password}"}'
    const [isRight, server] = await ask({ body: template }, { status: 204 })
    expect(isRight).toBe(true)
    expect(JSON.parse(server.requests[0]!.body)).toEqual({ u: 'anna+1@example.com', p: oddPassword })
    const [, formed] = await ask({ form: { login: '{name}', pass: '{password}' } }, { status: 200 })
    expect(Object.fromEntries(new URLSearchParams(formed.requests[0]!.body))).toEqual({
      login: 'anna+1@example.com',
      pass: oddPassword,
    })
    const [, usual] = await ask({}, { status: 200 })
    expect(JSON.parse(usual.requests[0]!.body)).toEqual({
      username: 'anna+1@example.com',
      password: oddPassword,
    })
  })

  test('which answer means yes, which no; the rest is an error', async () => {
    expect((await ask({ right: { status: [201] } }, { status: 201 }))[0]).toBe(true)
    expect((await ask({ right: { status: 201 } }, { status: 200 }))[0]).toBeInstanceOf(UpstreamError)
    expect((await ask({ wrong: { status: 418 } }, { status: 418 }))[0]).toBe(false)
    expect((await ask({ wrong: { status: 418 } }, { status: 401 }))[0]).toBeInstanceOf(UpstreamError)
    const field = { right: { field: 'token' } }
    expect((await ask(field, { status: 200, json: { token: 't' } }))[0]).toBe(true)
    expect((await ask(field, { status: 200, json: { token: '' } }))[0]).toBe(false)
    expect((await ask({ right: { field: '__proto__.x' } }, { status: 200, json: {} }))[0]).toBe(false)
  })
})

describe('an old system that fails', () => {
  test('is left alone for a while, then one may try; a wrong password never counts', async () => {
    let nowMs = 0
    let asked = 0
    let next: boolean | UpstreamError = new UpstreamError('unavailable', 'down')
    const upstream: Upstream = {
      verify: () => {
        asked += 1
        return next instanceof UpstreamError ? Promise.reject(next) : Promise.resolve(next)
      },
    }
    const circuit = withCircuit(upstream, { now: () => nowMs, threshold: 3, openMs: 1000 })
    const ask = (): Promise<unknown> =>
      circuit
        .verify({ name: 'n', password: 'p' }, AbortSignal.timeout(100))
        .catch((error: unknown) => (error as UpstreamError).fault)
    for (let count = 0; count < 5; count += 1) expect(await ask()).toBe('unavailable')
    expect([asked, circuit.isOpen()]).toEqual([3, true])
    nowMs = 1000
    // Two at once: one of them tries, the other is spared.
    expect(await Promise.all([ask(), ask()])).toEqual(['unavailable', 'unavailable'])
    expect([asked, circuit.isOpen()]).toEqual([4, true])
    nowMs = 2000
    next = false
    expect([await ask(), await ask(), circuit.isOpen()]).toEqual([false, false, false])
    next = new UpstreamError('blocked', 'locked')
    for (let count = 0; count < 5; count += 1) await ask()
    expect(circuit.isOpen()).toBe(false)
  })
})
