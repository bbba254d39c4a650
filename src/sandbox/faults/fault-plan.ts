/** The kinds of fault, in the order in which they are drawn: the first that hits is the request's fault. */
export const faultKinds = [
  'refuseConnections',
  'tokenExpiry',
  'tooManyRequests',
  'resetBeforeCommit',
  'resetAfterCommit',
  'error5xxBeforeCommit',
  'error5xxAfterCommit',
  'deliveredTwice',
  'garbageBody',
  'cutBody',
  'slowTrickle',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface FaultRule {
  /** From 0 to 1, for each request that the rule applies to. */
  probability: number
  /** Only these routes, as `METHOD /route/:pattern`. @default all */
  routes?: readonly string[]
  /** Never more often than this. @default no bound */
  max?: number
  /** For `error5xxBeforeCommit` and `error5xxAfterCommit`. @default [500, 502, 503, 504] */
  statuses?: readonly number[]
  /** For `slowTrickle` (time to send the body) and `refuseConnections`. @default 1000 */
  durationMs?: number
  /** For `tooManyRequests`. @default 1 */
  retryAfterSeconds?: number
  /** For `tooManyRequests`. @default 'seconds' */
  retryAfterForm?: 'seconds' | 'date'
}

/** What may go wrong, and how often. */
export type FaultPlan = { [K in FaultKind]?: FaultRule }

/** What goes wrong with one request. */
export type Fault =
  | {
      kind:
        | 'resetBeforeCommit'
        | 'resetAfterCommit'
        | 'tokenExpiry'
        | 'deliveredTwice'
        | 'garbageBody'
        | 'cutBody'
    }
  | { kind: 'error5xxBeforeCommit' | 'error5xxAfterCommit'; status: number }
  | { kind: 'slowTrickle' | 'refuseConnections'; durationMs: number }
  | { kind: 'tooManyRequests'; retryAfterSeconds: number; retryAfterForm: 'seconds' | 'date' }
