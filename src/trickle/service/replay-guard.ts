/** Why a request is not taken, before anything is done for it. */
export type Staleness = 'stale' | 'replayed' | 'crowded'

export interface ReplayGuardOptions {
  now: () => number
  /** How far the clock of Logto may be off, either way. @default 60000 */
  toleranceMs?: number
  /** @default 200000 */
  maxNonces?: number
}

/**
 * Takes each request once. A nonce is remembered for as long as its timestamp would be taken; what was signed before
 * this process began is refused, since it cannot know which of those it has seen.
 */
export class ReplayGuard {
  readonly #now: () => number
  readonly #toleranceMs: number
  readonly #maxNonces: number
  readonly #startedAtMs: number
  /** In order of arrival, with the time until which each is remembered. */
  readonly #nonces = new Map<string, number>()

  constructor({ now, toleranceMs = 60_000, maxNonces = 200_000 }: ReplayGuardOptions) {
    this.#now = now
    this.#toleranceMs = toleranceMs
    this.#maxNonces = maxNonces
    // Timestamps are whole seconds.
    this.#startedAtMs = Math.floor(now() / 1000) * 1000
  }

  /** @returns undefined when the request is fresh */
  judge(timestamp: string, nonce: string): Staleness | undefined {
    const nowMs = this.#now()
    const signedAtMs = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN
    if (!(Math.abs(nowMs - signedAtMs) <= this.#toleranceMs)) return 'stale'
    if (signedAtMs < this.#startedAtMs) return 'stale'
    if (!/^[\w-]{16,64}$/.test(nonce)) return 'stale'
    this.#forget(nowMs)
    if (this.#nonces.has(nonce)) return 'replayed'
    // Forgetting a nonce early would let it in again.
    if (this.#nonces.size >= this.#maxNonces) return 'crowded'
    this.#nonces.set(nonce, nowMs + 2 * this.#toleranceMs + 1000)
    return undefined
  }

  #forget(nowMs: number): void {
    for (const [nonce, untilMs] of this.#nonces) {
      if (untilMs > nowMs) return
      this.#nonces.delete(nonce)
    }
  }
}
