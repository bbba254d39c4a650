import type { OutcomeReason } from './outcome-reasons.js'

/**
 * One request failed as often as it may while others succeeded. Nothing of it was applied, or applying it again
 * does no harm: the record can be driven again later.
 */
export class RetriesExhaustedError extends Error {
  override readonly name = 'RetriesExhaustedError'
  /** `GET /api/users` */
  readonly route: string
  readonly reason: OutcomeReason
  /** Of the last attempt; undefined when no answer came. */
  readonly status: number | undefined
  readonly attempts: number

  constructor(route: string, reason: OutcomeReason, status: number | undefined, attempts: number) {
    super(`${route}: failed ${attempts} times, last with ${status ?? reason}`)
    this.route = route
    this.reason = reason
    this.status = status
    this.attempts = attempts
  }
}
