import type { Journal } from '../checkpoint/journal.js'
import type { Effects } from '../effects/effects.js'
import type { Send } from '../logto/http/api-call.js'
import type { LogtoUser } from '../logto/calls/user.js'
import type { StoredPassword } from '../presets/vocabulary/stored-password.js'
import type { BeginAhead } from './create/begin-ahead.js'
import type { PlanPrints } from './changes/plan-prints.js'
import type { CreateUserBody } from '../plan/user-plan.js'

/** What the parts of the writer share. */
export interface ImportContext {
  send: Send
  journal: Journal
  /** Milliseconds since the start of the run. */
  at(): number
  effects: Effects
  /** Aborted: long waits end, and what they waited for is left to the next session. */
  stop: AbortSignal | undefined
  runId: string
  /** By the target's clock. */
  runStartedAtMs: number
  onConflict: 'skip' | 'update' | 'fail'
  /**
   * Whether identifiers that these users hold may become free before the pass is over, because the users change or
   * vanish. Nobody holds them: they have become free just now.
   */
  mayBeFreed: (holderIds: readonly string[]) => boolean
  /** Fingerprints of plans for the checkpoint; undefined: none are kept. */
  prints: PlanPrints | undefined
  /** Of changed users: takes roles and organizations away that the newer record no longer has. */
  deleteMissingMemberships: boolean
  /** Deletes and creates a user again whose password changed, unless they have signed in. */
  recreateOnPasswordChange: boolean
  /** Keeps an old password that Logto cannot take; resolved when it is on the disk. */
  keepPassword(userId: string, stored: StoredPassword, body: CreateUserBody): Promise<void>
  /** The user is gone: nothing of theirs stays behind. */
  forgetPassword(userId: string): Promise<void>
  /** How long to wait after an unknown outcome before looking whether it was applied. */
  settleMs: number
  /** How long after its sending a create may come to light, where the target reads from replicas. */
  settleWithinMs: number
  /** Milliseconds since the start of the run: no session before this one sent anything later. */
  sentBeforeMs: number
  /**
   * The user that this run created from this body, if there is one. Lookups of many records share requests.
   *
   * @param sinceMs milliseconds since the start of the run: it was not created before
   */
  findOwn(body: CreateUserBody, sinceMs: number): Promise<LogtoUser | undefined>
  /** Tells that this user was created from this body: no other record of the same content may adopt it. */
  claim(body: CreateUserBody, userId: string): void
  /** Records that were begun before there was a place for their requests. */
  ahead: BeginAhead
  /** Who was found to have identifiers of the record when it was looked up ahead. */
  takeHolders(ordinal: number): LogtoUser[] | undefined
  /** Everybody who holds one of the body's identifiers. */
  findHolders(body: CreateUserBody): Promise<LogtoUser[]>
}
