import { setMaxListeners } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { systemEffects } from '../effects/system-effects.js'
import { Arrivals } from './faults/arrivals.js'
import type { SandboxStats } from './faults/arrivals.js'
import type { FaultPlan } from './faults/fault-plan.js'
import { FaultSource } from './faults/fault-source.js'
import { addManagementRole, loadFixtures } from './load-fixtures.js'
import { createRouter } from './http/router.js'
import { allRoutes } from './routes/all-routes.js'
import { controlPrefix, createControlServer } from './sandbox-control.js'
import type { SandboxContext, SandboxSettings } from './sandbox-context.js'
import { readCredentials } from './sandbox-options.js'
import type { SandboxOptions } from './sandbox-options.js'
import { ScriptRunner } from './scripts/script-runner.js'
import { createSeededRandom } from './seeded-random.js'
import { createRequestServer } from './http/serve-request.js'
import { readState } from './store/read-state.js'
import type { SandboxState } from './store/read-state.js'
import { createStore } from './store/store.js'
import type { Store } from './store/store.js'

/** A running target. The methods do in process what `/__sandbox/…` does over HTTP. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  url: string
  port: number
  store: Store
  /** Takes effect with the next request; assign to its members. */
  settings: SandboxSettings
  state(): SandboxState
  stats(): SandboxStats
  resetStats(): void
  setFaults(plan: FaultPlan): void
  /** Breaks off what is under way. */
  close(): Promise<void>
}

/** Starts a Logto-compatible target on loopback, in memory. @throws when the port is taken */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { host = '127.0.0.1', seed = 1, effects = systemEffects } = options
  const context = createContext(options, effects.now)
  const closing = new AbortController()
  // Every delayed request waits on it.
  setMaxListeners(0, closing.signal)
  const arrivals = new Arrivals()
  const faults = new FaultSource(seed, options.faults ?? {})
  const listener = createListener(createServer({ keepAliveTimeout: 60_000 }), host)
  const wait = (delayMs: number): Promise<void> => effects.sleep(delayMs, closing.signal)

  const serve = createRequestServer({
    context,
    findRoute: createRouter(allRoutes),
    arrivals,
    faults,
    seed,
    clock: effects.now,
    wait,
    refuseConnections: (durationMs) => listener.pause(wait(durationMs)),
  })
  const control = createControlServer({ context, arrivals, faults })
  listener.server.on('request', (request, response) => {
    if (request.url?.startsWith(controlPrefix)) control(request, response)
    else serve(request, response)
  })
  const port = await listener.listen(options.port ?? 0)
  return {
    url: `http://${host}:${port}`,
    port,
    store: context.store,
    settings: context.settings,
    state: () => readState(context.store),
    stats: () => arrivals.read(),
    resetStats: () => arrivals.reset(),
    setFaults: (plan) => faults.setPlan(plan),
    close: async () => {
      closing.abort()
      await Promise.all([listener.close(), context.scripts.close()])
    },
  }
}

const createContext = (options: SandboxOptions, clock: () => number): SandboxContext => {
  const { tenantId = 'default', clockSkewMs = 0, seed = 1, latencyMs = 0, limit } = options
  const context: SandboxContext = {
    store: createStore(tenantId),
    settings: {
      latencyMs,
      limit,
      tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
      pool: options.pool,
      readLagMs: options.readLagMs ?? 0,
      actions: options.actions ?? 'available',
      scriptTimeoutMs: options.scriptTimeoutMs ?? 5000,
      keepsIds: options.keepsIds ?? false,
    },
    apps: readCredentials(options),
    resource: `https://${tenantId}.logto.app/api`,
    now: () => Math.floor(clock() + clockSkewMs),
    random: createSeededRandom(seed),
    scripts: new ScriptRunner(),
  }
  addManagementRole(context)
  loadFixtures(context, options.fixtures ?? {})
  return context
}

interface Listener {
  server: Server
  listen(port: number): Promise<number>
  /** Refuses connections until `over`, then listens on the same port again. */
  pause(over: Promise<void>): void
  close(): Promise<void>
}

const createListener = (server: Server, host: string): Listener => {
  let port = 0
  let isClosed = false
  let pausing: Promise<void> | undefined

  const listen = (wantedPort: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(wantedPort, host, () => {
        server.off('error', reject)
        const address = server.address()
        port = typeof address === 'object' && address ? address.port : wantedPort
        resolve(port)
      })
    })

  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  const pauseUntil = async (over: Promise<void>): Promise<void> => {
    await Promise.all([stop(), over])
    pausing = undefined
    if (!isClosed) await listen(port)
  }

  return {
    server,
    listen,
    pause: (over) => {
      // Whoever asks during a pause has been dropped by it already.
      pausing ??= pauseUntil(over).catch(() => undefined)
    },
    close: async () => {
      isClosed = true
      await pausing
      if (server.listening) await stop()
    },
  }
}
