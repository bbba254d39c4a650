import type { Effects } from '../effects/effects.js'
import type { FaultPlan } from './faults/fault-plan.js'
import type { Fixtures } from './load-fixtures.js'
import type { ActionsMode, AppCredentials, IdsMode, Latency, RequestLimit } from './sandbox-context.js'

/** How a sandbox is to behave. Everything has a default; latency, limit, lifetime and faults can change while it runs. */
export interface SandboxOptions {
  /** @default 0, a free one */
  port?: number
  /** Loopback only. @default '127.0.0.1' */
  host?: '127.0.0.1'
  /** Decides the resource: `https://<tenantId>.logto.app/api`. @default 'default' */
  tenantId?: string
  /** Machine-to-machine app with the management role. @default 'sandbox-app' */
  appId?: string
  /** @default 'sandbox-secret' */
  appSecret?: string
  /** App that gets tokens without the scope `all`. @default 'sandbox-app-without-role' */
  appIdWithoutRole?: string
  /** @default 'sandbox-secret-without-role' */
  appSecretWithoutRole?: string
  /** Milliseconds between the arrival of a request and the work on it. @default 0 */
  latencyMs?: Latency
  /** @default undefined, none */
  limit?: RequestLimit
  /** Connections of the database pool, of which a create takes two; Logto's own default is 20. @default undefined, as many as asked for */
  pool?: number
  /** How far lists and searches lag behind, as on replicas. @default 0 */
  readLagMs?: number
  /** Whether the tenant has Actions. @default 'available' */
  actions?: ActionsMode
  /** How long the script of an action or of token claims may take. @default 5000, as in Logto */
  scriptTimeoutMs?: number
  /** What a create does with an `id`. @default false, dropped silently */
  keepsIds?: IdsMode
  /** @default 3600 */
  tokenLifetimeSeconds?: number
  /** Added to the clock in the `Date` header, in tokens and in timestamps. @default 0 */
  clockSkewMs?: number
  /** Decides ids, latencies and faults. @default 1 */
  seed?: number
  /** @default none */
  faults?: FaultPlan
  /** What the tenant holds from the start. @default nothing */
  fixtures?: Fixtures
  /** @default the system's clock and timer */
  effects?: Pick<Effects, 'now' | 'sleep'>
}

/** The two apps of the tenant. */
export const readCredentials = (options: SandboxOptions): AppCredentials[] => [
  {
    id: options.appId ?? 'sandbox-app',
    secret: options.appSecret ?? 'sandbox-secret',
    hasManagementRole: true,
  },
  {
    id: options.appIdWithoutRole ?? 'sandbox-app-without-role',
    secret: options.appSecretWithoutRole ?? 'sandbox-secret-without-role',
    hasManagementRole: false,
  },
]
