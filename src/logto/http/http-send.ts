import { setMaxListeners } from 'node:events'
import { buildConnector, EnvHttpProxyAgent, Pool } from 'undici'
import type { ApiRequest, ApiResponse, Send } from './api-call.js'
import { type HttpAnswer, HttpAnswerReceiver } from './http-answer.js'
import type { ProxySettings } from '../../outcome/must-be-private.js'
import { routeOf } from './route-of.js'
import { TransportError } from './transport-error.js'

export interface HttpSendOptions {
  /** Origin of the target, with a path prefix if it has one: `https://auth.example.com`. */
  endpoint: string
  /** For the headers of the answer, and for each pause within its body. @default 30000 */
  timeoutMs?: number
  /** For the first answer of all, from opening the connection to the last byte. @default as for the others */
  firstAnswerMs?: number | undefined
  /** For opening a connection, TLS included. @default 10000 */
  connectTimeoutMs?: number
  /** @default 32 MiB */
  maxResponseBytes?: number
  userAgent: string
  /**
   * Connections at most. Requests beyond them would wait after their pace, so the default is no limit and the
   * concurrency of the run decides.
   */
  connections?: number
  /** Told of each connection that was opened for a request, with the clock of `now`. */
  onConnected?: (fromMs: number, toMs: number) => void
  now?: () => number
  /** What requests go through. @default the endpoint itself */
  proxy?: ProxySettings | undefined
}

export interface HttpSend {
  send: Send
  /** Ends every connection; what is in flight fails. */
  close(): Promise<void>
}

/**
 * A response repeats a long lookup URL three times in its `Link` header. Node's 16 KB refuse it from about
 * 8 KB of URL on.
 */
const maxHeaderBytes = 64 * 1024

/** The one place where requests meet the network: one attempt, no retry, no pace. */
export const createHttpSend = (options: HttpSendOptions): HttpSend => {
  const { timeoutMs = 30_000, connectTimeoutMs = 10_000, now = () => performance.now() } = options
  const endpoint = new URL(options.endpoint)
  const prefix = endpoint.pathname.replace(/(?<!\/)\/+$/, '')
  const deadlineMs = connectTimeoutMs + timeoutMs * 2
  const failedConnects = new WeakSet<Error>()
  let hasAnswered = false

  const connect = buildConnector({ timeout: connectTimeoutMs, keepAlive: true })
  const limits = {
    connections: options.connections ?? null,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: maxHeaderBytes,
    maxResponseSize: options.maxResponseBytes ?? 32 * 1024 * 1024,
  }
  const watched: Pool.Options = {
    ...limits,
    connect: (connectOptions, callback) => {
      const fromMs = now()
      connect(connectOptions, (error, socket) => {
        if (error) {
          failedConnects.add(error)
          callback(error, null)
        } else {
          options.onConnected?.(fromMs, now())
          callback(null, socket)
        }
      })
    },
  }
  const dispatcher =
    options.proxy === undefined
      ? new Pool(endpoint.origin, watched)
      : createProxyAgent(options.proxy, limits, connectTimeoutMs)

  /** One exchange. `signal` and the deadline end it wherever it stands. */
  const exchange = (request: ApiRequest, signal: AbortSignal | undefined): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const receiver = new HttpAnswerReceiver(resolve, reject)
      // Timeouts of undici are between bytes; this one ends an answer that trickles for ever.
      const deadline = setTimeout(
        () => receiver.abort(new TransportError('unknown', 'answer_timeout', routeOf(request))),
        hasAnswered ? deadlineMs : (options.firstAnswerMs ?? deadlineMs),
      )
      const stop = (): void => receiver.abort(toError(signal?.reason))
      signal?.addEventListener('abort', stop, { once: true })
      receiver.onEnd = () => {
        clearTimeout(deadline)
        signal?.removeEventListener('abort', stop)
      }
      const { payload, headers } = encode(request, options.userAgent)
      const { method, path } = request
      dispatcher.dispatch(
        { origin: endpoint.origin, method, path: prefix + path, headers, body: payload },
        receiver,
      )
    })

  const send: Send = async (request, signal) => {
    signal?.throwIfAborted()
    if (signal !== undefined) allowManyListeners(signal)
    const leftMs = now()
    try {
      const answer = await exchange(request, signal)
      hasAnswered = true
      return readAnswer(request, answer, now() - leftMs)
    } catch (error) {
      signal?.throwIfAborted()
      throw toTransportError(error, request, failedConnects)
    }
  }

  return { send, close: () => dispatcher.destroy() }
}

/** It decides by `except` whether a host is reached directly. A connection that fails counts as an unknown outcome. */
const createProxyAgent = (
  { url, except }: ProxySettings,
  limits: Pool.Options,
  connectTimeoutMs: number,
): EnvHttpProxyAgent =>
  new EnvHttpProxyAgent({
    ...limits,
    httpProxy: url,
    httpsProxy: url,
    noProxy: except,
    proxyTls: { timeout: connectTimeoutMs },
    requestTls: { timeout: connectTimeoutMs },
  })

const allowed = new WeakSet<AbortSignal>()

/** One signal stops all requests in flight, each with a listener of its own; Node takes more than ten for a leak. */
const allowManyListeners = (signal: AbortSignal): void => {
  if (allowed.has(signal)) return
  allowed.add(signal)
  setMaxListeners(0, signal)
}

const encode = (
  request: ApiRequest,
  userAgent: string,
): { payload: string | undefined; headers: Record<string, string> } => {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': userAgent,
    ...request.headers,
  }
  if (request.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded'
    return { payload: new URLSearchParams(request.form).toString(), headers }
  }
  if (request.body !== undefined) {
    headers['content-type'] = 'application/json'
    return { payload: JSON.stringify(request.body), headers }
  }
  return { payload: undefined, headers }
}

const commonType = 'application/json; charset=utf-8'

const readAnswer = (
  request: ApiRequest,
  { status, headers, text }: HttpAnswer,
  elapsedMs: number,
): ApiResponse => {
  if (text === '') {
    return { status, headers, body: undefined, elapsedMs }
  }
  const type = headers['content-type'] ?? ''
  if (type !== commonType && !/^application\/(?:[^;]+\+)?json\b/i.test(type)) {
    return { status, headers, body: text, elapsedMs }
  }
  try {
    return { status, headers, body: JSON.parse(text), elapsedMs }
  } catch {
    throw new TransportError('unknown', 'invalid_body', routeOf(request))
  }
}

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))

const toTransportError = (error: unknown, request: ApiRequest, failedConnects: WeakSet<Error>): unknown => {
  if (error instanceof TransportError || !(error instanceof Error)) {
    return error
  }
  const code = codeOf(error)
  if (code === 'UND_ERR_INVALID_ARG') {
    // A request that cannot be sent at all is a mistake of the program, not of the network.
    return error
  }
  return new TransportError(failedConnects.has(error) ? 'connect' : 'unknown', code, routeOf(request))
}

const codeOf = (error: Error): string => {
  if (error instanceof AggregateError) {
    // Node tries every address of a host; the first failure is as good as any.
    const [first] = error.errors
    return first instanceof Error ? codeOf(first) : 'connect_failed'
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
