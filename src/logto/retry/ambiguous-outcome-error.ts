import type { OutcomeReason } from './outcome-reasons.js'

/**
 * A request that must not be sent again blindly ended without an answer that says whether it was applied. Its
 * sender looks the result up and decides.
 */
export class AmbiguousOutcomeError extends Error {
  override readonly name = 'AmbiguousOutcomeError'
  /** `POST /api/users` */
  readonly route: string
  readonly reason: OutcomeReason
  /** Undefined when no answer came. */
  readonly status: number | undefined

  constructor(route: string, reason: OutcomeReason, status: number | undefined) {
    super(`${route}: not known whether it was applied (${status ?? reason})`)
    this.route = route
    this.reason = reason
    this.status = status
  }
}
