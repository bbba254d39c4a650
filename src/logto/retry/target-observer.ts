import type { Outcome } from './classify-outcome.js'
import type { OutcomeReason } from './outcome-reasons.js'

/** One attempt that has ended, of any kind: calls, lookups, token requests, retries. */
export interface Attempt {
  /** Method and path without ids and query: `POST /api/users`. */
  route: string
  /** Undefined when no answer came. */
  status: number | undefined
  /** From leaving to the end of the answer, without the wait for the pace. */
  latencyMs: number
  outcome: Outcome
}

/** Why nothing, or little, is sent for a while. */
export type PauseReason = OutcomeReason | 'retry_budget' | 'outage'

/** What the command line needs in order to say what goes on. Called synchronously; must not throw. */
export interface TargetObserver {
  onAttempt?(attempt: Attempt): void
  /** The whole run waits. */
  onPause?(reason: PauseReason, delayMs: number): void
  /** The target has answered again after an outage of this length. */
  onRecovery?(outageMs: number): void
}
