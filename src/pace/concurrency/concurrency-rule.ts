/** How one request went, as far as concurrency is concerned. */
export type RequestHealth =
  | 'healthy'
  /** The target suffers: 429, 5xx, timeout, reset. */
  | 'suffering'
  /** It breaks down under what is in flight: a 5xx after seconds, or no answer in the time allowed. */
  | 'overloaded'

/** Decides how many requests may be in flight from what is seen of them. Knows no clock of its own. */
export interface ConcurrencyRule {
  readonly limit: number
  /**
   * One request has ended.
   *
   * @param inFlight how many were in flight including this one
   */
  observe(nowMs: number, latencyMs: number, health: RequestHealth, inFlight: number): void
}
