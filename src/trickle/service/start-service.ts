import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Effects } from '../../effects/effects.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { withCircuit } from '../upstreams/circuit.js'
import type { UpstreamConfig } from '../upstreams/upstream-config.js'
import type { Upstream } from '../upstreams/upstream.js'
import { Confirmations } from './confirmations.js'
import type { StoredHashes } from './judge-try.js'
import { ReplayGuard } from './replay-guard.js'
import { createRequestHandler } from './request-handler.js'
import { ServiceMetrics } from './service-metrics.js'
import { TallyFile } from './tally-file.js'
import { TryCounter } from './try-counter.js'

export interface ServiceOptions {
  /** @default '127.0.0.1' */
  host?: string
  /** @default 0, a free one */
  port?: number
  /** PEM; without it the service speaks plain HTTP, for a reverse proxy on the same machine. */
  tls?: { cert: string; key: string }
  /** Shared with the action. */
  secret: string
  hashes: StoredHashes
  upstream?: { config: UpstreamConfig; client: Upstream } | undefined
  readUser(userId: string, signal: AbortSignal): Promise<LogtoUser | undefined>
  /** Tries of one person in a minute. @default 10 */
  triesPerMinute?: number
  /** Counts for `trickle status`. */
  tallyPath: string
  effects: Pick<Effects, 'now' | 'sleep'>
}

export interface Service {
  url: string
  metrics: ServiceMetrics
  /** Takes no new requests, ends those under way, writes the counts. */
  close(): Promise<void>
}

const flushMs = 60_000
const stopMs = 5000
const idleMs = 50

/** Starts the service that Logto's action asks. @throws MigrationError `config/cannot_listen` */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { host = '127.0.0.1', port = 0, tls, hashes, readUser, effects } = options
  const { now } = effects
  const tally = new TallyFile(options.tallyPath)
  const circuit = options.upstream && withCircuit(options.upstream.client, { now })
  const upstream = options.upstream && circuit && { config: options.upstream.config, client: circuit }
  const metrics = new ServiceMetrics({
    storedHashes: () => hashes.count(),
    waitingHashes: () => hashes.waiting(),
    isUpstreamOpen: () => circuit?.isOpen() === true,
  })
  const confirmations = new Confirmations({
    readUser,
    effects,
    onConfirmed: async (userId) => {
      await hashes.delete(userId)
      metrics.confirm()
      tally.count('confirmed', now())
    },
    onGivenUp: (userId) => hashes.forgetUsed(userId),
  })
  // A service that was killed has not asked for these any more.
  for (const userId of hashes.used()) confirmations.add(userId)
  const handler = createRequestHandler({
    secret: options.secret,
    guard: new ReplayGuard({ now }),
    metrics,
    tally,
    now,
    tools: {
      hashes,
      upstream,
      readUser,
      tries: new TryCounter({ now, limit: options.triesPerMinute ?? 10 }),
      onRight: (userId) => confirmations.add(userId),
    },
  })
  const server = tls ? createHttpsServer(tls, handler) : createHttpServer(handler)
  limitServer(server)
  const listeningPort = await listen(server, port, host)
  const stopped = new AbortController()
  const flushing = flushRegularly(tally, effects, stopped.signal)
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${listeningPort}`,
    metrics,
    close: async () => {
      await stopServer(server)
      stopped.abort()
      await flushing
      await confirmations.close(stopMs)
      await tally.flush()
      await upstream?.client.close?.()
    },
  }
}

/** Slow or endless requests hold nothing for long. */
const limitServer = (server: Server): void => {
  server.headersTimeout = 5000
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 30_000
  server.maxConnections = 2000
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `the service cannot listen on ${host}:${port} (${'code' in cause ? String(cause.code) : cause.message}): choose another --port or --host`
      reject(new MigrationError('config', 'cannot_listen', message, { cause }))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

const stopServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), stopMs)
    // A reverse proxy keeps its connections: each is idle only once its last answer has left.
    const idling = setInterval(() => server.closeIdleConnections(), idleMs)
    server.close(() => {
      clearTimeout(timer)
      clearInterval(idling)
      resolve()
    })
    server.closeIdleConnections()
  })

const flushRegularly = async (
  tally: TallyFile,
  { sleep }: Pick<Effects, 'sleep'>,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    await sleep(flushMs, signal).catch(() => undefined)
    // A full disk must not end the service: what could not be written is lost from the counts alone.
    await tally.flush().catch(() => undefined)
  }
}
