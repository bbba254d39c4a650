import type { IncomingMessage, ServerResponse } from 'node:http'
import { judgeTry, type JudgeTools } from './judge-try.js'
import type { ReplayGuard } from './replay-guard.js'
import type { RefusalReason, ServiceMetrics } from './service-metrics.js'
import { type SignInTry, signInTrySchema, type TryOutcome } from './sign-in-try.js'
import { dryRunPassword, dryRunUserId, isSameText, isSignedBy, signAnswer } from './signature.js'
import type { TallyFile } from './tally-file.js'

export interface HandlerTools {
  secret: string
  guard: ReplayGuard
  metrics: ServiceMetrics
  tally: TallyFile
  now: () => number
  tools: Omit<JudgeTools, 'elsewhere'>
}

const maxBodyBytes = 8 * 1024
const maxInFlight = 500

const statusOf: Record<RefusalReason, number> = {
  signature: 401,
  stale: 401,
  replayed: 401,
  body: 400,
  crowded: 503,
  busy: 503,
}

/** `POST /verify`, `GET /health`, `GET /metrics`. */
export const createRequestHandler = (
  handler: HandlerTools,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const { metrics } = handler
  let inFlight = 0
  return (request, response) => {
    const asked = `${request.method} ${(request.url ?? '').split('?', 1)[0]}`
    if (asked === 'GET /health') return sendJson(response, 200, { status: 'ok' })
    if (asked === 'GET /metrics') {
      void metrics.read().then((text) => send(response, 200, metrics.contentType, text))
      return
    }
    if (asked !== 'POST /verify') return sendJson(response, 404, { error: 'not_found' })
    if (inFlight >= maxInFlight) return refuse(response, metrics, 'busy')
    inFlight += 1
    answerTry(handler, request, response)
      .catch(() => response.destroy())
      .finally(() => {
        inFlight -= 1
      })
  }
}

const answerTry = async (
  { secret, guard, metrics, tally, now, tools }: HandlerTools,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const startedAt = performance.now()
  const body = await readBody(request)
  if (body === undefined) return refuse(response, metrics, 'body')
  const headers = {
    timestamp: headerOf(request, 'x-trickle-timestamp'),
    nonce: headerOf(request, 'x-trickle-nonce'),
    signature: headerOf(request, 'x-trickle-signature'),
  }
  if (!isSignedBy(secret, headers, body)) return refuse(response, metrics, 'signature')
  const staleness = guard.judge(headers.timestamp, headers.nonce)
  if (staleness !== undefined) return refuse(response, metrics, staleness)
  const attempt = parseTry(body)
  if (attempt === undefined) return refuse(response, metrics, 'body')
  if (attempt.userId === dryRunUserId) {
    const isRight = isSameText(dryRunPassword(secret), attempt.password)
    return sendResult(response, secret, headers.nonce, isRight)
  }
  const outside = { ms: 0, costlyMs: 0 }
  const outcome = await judgeTry(attempt, timeOutside(tools, outside))
  const totalMs = performance.now() - startedAt
  const ownMs = Math.max(0, totalMs - outside.ms - outside.costlyMs)
  metrics.observe(outcome, { totalMs, ownMs, costlyMs: outside.costlyMs })
  tally.count(keyOf(outcome), now())
  sendResult(response, secret, headers.nonce, outcome.result === 'right')
}

const keyOf = ({ result, reason }: TryOutcome): string =>
  reason === undefined ? result : `${result}:${reason}`

/** Adds up what is spent in Logto and in the old system, and what in other threads for costly hashes. */
const timeOutside = (tools: HandlerTools['tools'], outside: { ms: number; costlyMs: number }): JudgeTools => {
  const timed = async <Value>(work: Promise<Value>, key: keyof typeof outside): Promise<Value> => {
    const fromMs = performance.now()
    try {
      return await work
    } finally {
      outside[key] += performance.now() - fromMs
    }
  }
  const { upstream } = tools
  return {
    ...tools,
    elsewhere: (work) => timed(work, 'costlyMs'),
    readUser: (userId, signal) => timed(tools.readUser(userId, signal), 'ms'),
    upstream: upstream && {
      ...upstream,
      client: { verify: (credentials, signal) => timed(upstream.client.verify(credentials, signal), 'ms') },
    },
  }
}

const headerOf = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/** @returns undefined when it is too long */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parseTry = (body: string): SignInTry | undefined => {
  try {
    return signInTrySchema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

const sendResult = (response: ServerResponse, secret: string, nonce: string, isRight: boolean): void => {
  // Why it is no is nobody's business but the operator's: see the metrics.
  const result = isRight ? 'right' : 'no'
  sendJson(response, 200, { result, proof: signAnswer(secret, nonce, result) })
}

const refuse = (response: ServerResponse, metrics: ServiceMetrics, reason: RefusalReason): void => {
  metrics.refuse(reason)
  // What is left of a body that is not read must not be taken for the next request.
  response.shouldKeepAlive = false
  sendJson(response, statusOf[reason], { error: reason })
}

const sendJson = (response: ServerResponse, status: number, body: unknown): void =>
  send(response, status, 'application/json', JSON.stringify(body))

const send = (response: ServerResponse, status: number, type: string, text: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}
