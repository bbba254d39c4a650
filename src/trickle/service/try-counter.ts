export interface TryCounterOptions {
  now: () => number
  /** Tries in a minute. */
  limit: number
  /** Names remembered at most. @default 100000 */
  maxNames?: number
}

const windowMs = 60_000

/** Counts tries by name in any minute: at most `limit` are taken, refused ones do not count. */
export class TryCounter {
  readonly #now: () => number
  readonly #limit: number
  readonly #maxNames: number
  /** Times of the tries of the last minute; names in the order of their last try. */
  readonly #tries = new Map<string, number[]>()

  constructor({ now, limit, maxNames = 100_000 }: TryCounterOptions) {
    this.#now = now
    this.#limit = limit
    this.#maxNames = maxNames
  }

  /** @returns whether the try is within the limit for each of the names */
  take(names: readonly string[]): boolean {
    const nowMs = this.#now()
    this.#forget(nowMs)
    const recent = names.map((name) => this.#recent(name, nowMs))
    if (recent.some((times) => times.length >= this.#limit)) return false
    if (this.#tries.size + names.length > this.#maxNames) return false
    for (const [index, name] of names.entries()) {
      this.#tries.delete(name)
      this.#tries.set(name, [...(recent[index] ?? []), nowMs])
    }
    return true
  }

  #recent(name: string, nowMs: number): number[] {
    return (this.#tries.get(name) ?? []).filter((timeMs) => nowMs - timeMs < windowMs)
  }

  #forget(nowMs: number): void {
    for (const [name, times] of this.#tries) {
      if (nowMs - (times.at(-1) ?? 0) < windowMs) return
      this.#tries.delete(name)
    }
  }
}
