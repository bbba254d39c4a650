import type { SeededRandom } from './seeded-random.js'
import type { ScriptRunner } from './scripts/script-runner.js'
import type { Store } from './store/store.js'

/** Fixed, or uniform between two bounds. */
export type Latency = number | readonly [minMs: number, maxMs: number]

/** At most so many requests in any window of that length, by time of arrival; refused ones count too. */
export interface RequestLimit {
  requests: number
  windowMs: number
  /** Form of the `Retry-After` header. @default 'seconds' */
  retryAfterForm?: 'seconds' | 'date'
}

/** A machine-to-machine app of the tenant. */
export interface AppCredentials {
  id: string
  secret: string
  hasManagementRole: boolean
}

/** Whether the tenant has Actions: `forbidden` by its plan (403), `absent` before 1.42 (404). */
export type ActionsMode = 'available' | 'forbidden' | 'absent'

/** What a create does with an `id`: drops it silently; takes it, or refuses it, as a proposal has it for self-hosted and Cloud. */
export type IdsMode = boolean | 'refused'

/** What can be changed while the sandbox runs. */
export interface SandboxSettings {
  latencyMs: Latency
  limit: RequestLimit | undefined
  tokenLifetimeSeconds: number
  /** Connections of the database pool; undefined: creates never wait for one. */
  pool: number | undefined
  /** Lists and searches show nobody who was created less than so many milliseconds ago, as replicas do. */
  readLagMs: number
  actions: ActionsMode
  /** How long a script may take; Logto's own limit is 5000. */
  scriptTimeoutMs: number
  keepsIds: IdsMode
}

/** What the routes work with. */
export interface SandboxContext {
  store: Store
  settings: SandboxSettings
  apps: readonly AppCredentials[]
  /** Indicator of the Management API resource. */
  resource: string
  /** Whole milliseconds since the epoch, skewed as the options ask. */
  now(): number
  /** For ids and secrets; everything else that is random depends on seed and request number alone. */
  random: SeededRandom
  scripts: ScriptRunner
}
