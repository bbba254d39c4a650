import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerCall } from './answer-call.js'
import type { ReceivedRequest } from './answer-call.js'
import { Arrivals } from '../faults/arrivals.js'
import { internalError } from './api-error.js'
import { ConnectionPool } from '../faults/connection-pool.js'
import type { Fault } from '../faults/fault-plan.js'
import { FaultSource } from '../faults/fault-source.js'
import { RateLimit, refuseForNow } from '../faults/rate-limit.js'
import { receiveBody } from './receive-body.js'
import { text } from './reply.js'
import type { Reply } from './reply.js'
import type { FindRoute } from './router.js'
import type { Latency, RequestLimit, SandboxContext } from '../sandbox-context.js'
import { createRandomOf } from '../seeded-random.js'
import { cutReply, sendGarbage, sendReply, trickleReply } from './send-reply.js'
import type { Wait } from './send-reply.js'

/** What serving requests takes. */
export interface RequestService {
  context: SandboxContext
  findRoute: FindRoute
  arrivals: Arrivals
  faults: FaultSource
  seed: number
  /** Unskewed clock, milliseconds since the epoch. */
  clock(): number
  wait: Wait
  /** Stops listening for so long and drops every connection. */
  refuseConnections(durationMs: number): void
}

export type ServeRequest = (request: IncomingMessage, response: ServerResponse) => void

/** Serves the token endpoint and the Management API: counts, limits, delays, breaks, answers. */
export const createRequestServer = (service: RequestService): ServeRequest => {
  const { context, arrivals, faults, clock, wait } = service
  const { settings } = context
  const readDate = createDateReader(context)
  let requestNumber = 0
  let rateLimit: RateLimit | undefined
  let pool: { size: number; connections: ConnectionPool } | undefined

  const admit = (limit: RequestLimit | undefined, timeMs: number): number => {
    if (rateLimit?.limit !== limit) rateLimit = limit && new RateLimit(limit)
    return rateLimit?.admit(timeMs) ?? 0
  }

  return (request, response) => {
    const arrivedMs = clock()
    const { method = 'GET', url = '/' } = request
    const { path, query } = splitUrl(url)
    const match = service.findRoute(method, path)
    const label = match?.route.label ?? `${method} (no route)`
    requestNumber += 1
    const number = requestNumber
    arrivals.begin(label, arrivedMs)
    response.on('close', () => {
      arrivals.end(response.writableFinished ? String(response.statusCode) : 'reset')
    })
    const refusedMs = admit(settings.limit, arrivedMs)
    const fault = refusedMs > 0 ? undefined : faults.next(label)
    if (fault) arrivals.noteFault(fault.kind)

    receiveBody(request, (rawBody, isBodyTooLarge) => {
      if (refusedMs > 0) {
        const form = settings.limit?.retryAfterForm ?? 'seconds'
        sendReply(response, refuseForNow(refusedMs, form, context.now()), readDate())
        return
      }
      const { headers } = request
      const received = { method, path, query, headers, rawBody, isBodyTooLarge, match }
      const delayMs = chooseDelay(settings.latencyMs, service.seed, number)
      const serve = (): void => {
        if (settings.pool === undefined || label !== createLabel) {
          serveReceived(service, readDate, received, response, fault)
          return
        }
        if (pool?.size !== settings.pool)
          pool = { size: settings.pool, connections: new ConnectionPool(settings.pool) }
        const { connections } = pool
        response.on('close', () => connections.leave())
        void connections.enter(wait).then((refusal) => {
          if (refusal === undefined) serveReceived(service, readDate, received, response, fault)
          else if (!response.closed) sendReply(response, refusal, readDate())
        })
      }
      if (delayMs === 0) serve()
      else wait(delayMs).then(serve, () => response.destroy())
    })
  }
}

const createLabel = 'POST /api/users'

const noQuery = new URLSearchParams()

const splitUrl = (url: string): { path: string; query: URLSearchParams } => {
  const mark = url.indexOf('?')
  if (mark < 0) return { path: url, query: noQuery }
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) }
}

/** Latencies have draws of their own, apart from those of the faults. */
const latencySeed = 0x5bd1e995

const chooseDelay = (latencyMs: Latency, seed: number, requestNumber: number): number => {
  if (typeof latencyMs === 'number') return latencyMs
  const [minMs, maxMs] = latencyMs
  return minMs + createRandomOf(seed ^ latencySeed, requestNumber)() * (maxMs - minMs)
}

const serveReceived = (
  service: RequestService,
  readDate: () => string,
  received: ReceivedRequest,
  response: ServerResponse,
  fault: Fault | undefined,
): void => {
  const { context } = service
  if (fault && failBeforeCommit(service, readDate, response, fault)) return
  // A proxy that sent a request again, because it had no answer in time.
  if (fault?.kind === 'deliveredTwice') void answerCall(context, received)
  const reply = answerCall(context, received)
  const deliver = (done: Reply): void => deliverReply(service, readDate, response, done, fault)
  if (reply instanceof Promise) void reply.then(deliver)
  else deliver(reply)
}

/** @returns whether the request ends here, with nothing done */
const failBeforeCommit = (
  { context, refuseConnections }: RequestService,
  readDate: () => string,
  response: ServerResponse,
  fault: Fault,
): boolean => {
  switch (fault.kind) {
    case 'refuseConnections':
      refuseConnections(fault.durationMs)
      return true
    case 'tokenExpiry':
      context.store.tokens.expireAll()
      return false
    case 'tooManyRequests': {
      const delayMs = fault.retryAfterSeconds * 1000
      sendReply(response, refuseForNow(delayMs, fault.retryAfterForm, context.now()), readDate())
      return true
    }
    case 'resetBeforeCommit':
      response.socket?.resetAndDestroy()
      return true
    case 'error5xxBeforeCommit':
      sendReply(response, failedReply(fault.status), readDate())
      return true
    default:
      return false
  }
}

/** A 500 comes from Logto itself, the others from a proxy before it. */
const failedReply = (status: number): Reply =>
  status === 500 ? { status, body: internalError().body } : text(status, 'upstream error')

const deliverReply = (
  { wait }: RequestService,
  readDate: () => string,
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): void => {
  switch (fault?.kind) {
    case 'resetAfterCommit':
      response.socket?.resetAndDestroy()
      return
    case 'error5xxAfterCommit':
      sendReply(response, failedReply(fault.status), readDate())
      return
    case 'garbageBody':
      sendGarbage(response, reply, readDate())
      return
    case 'cutBody':
      cutReply(response, reply, readDate())
      return
    case 'slowTrickle':
      trickleReply(response, reply, readDate(), fault.durationMs, wait).catch(() => response.destroy())
      return
    default:
      sendReply(response, reply, readDate())
  }
}

/** The `Date` header of the sandbox's own clock, made anew only when the second changes. */
const createDateReader = ({ now }: SandboxContext): (() => string) => {
  let second = 0
  let date = ''
  return () => {
    const current = Math.floor(now() / 1000)
    if (current !== second) {
      second = current
      date = new Date(current * 1000).toUTCString()
    }
    return date
  }
}
