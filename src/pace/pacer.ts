/** Decides when the next request may leave. Every attempt of every kind takes exactly one slot. */
export interface Pacer {
  /** Resolves when one request may be sent now. Rejects with the signal's reason when aborted. */
  take(signal?: AbortSignal): Promise<void>
  /**
   * A request that took a slot is sent now. What is returned is to be called at its end, with whether an answer came:
   * how long it took tells how much later than it left it may have arrived.
   *
   * @param kind what takes about as long: the route
   */
  sent(kind: string): (isAnswered: boolean) => void
  /**
   * Nothing leaves for `delayMs` from now: the target asked for it (429, Retry-After) or suffers.
   *
   * @param isForAll whether the reason concerns all processes that share the budget, not this one alone
   */
  pause(delayMs: number, isForAll?: boolean): void
}
