/** Users whose create took from `fromMs` up to, not including, `toMs`. */
export interface LatencyBucket {
  fromMs: number
  toMs: number
  users: number
}

export interface LatencyReport {
  users: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
  /** Without gaps, from the first to the last that holds a user. */
  buckets: LatencyBucket[]
}

/** Each fine bucket is so much wider than the one before: percentiles are right to 1 %. */
const growth = 1.02
/** Edges of the histogram: 0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, … ms, up to an hour and beyond. */
const edges = [
  0,
  1,
  2,
  3,
  5,
  7,
  ...[10, 100, 1000, 10_000, 100_000, 1_000_000].flatMap((ten) => [1, 1.5, 2, 3, 5, 7].map((n) => n * ten)),
]

/** Adds up latencies in memory that does not grow with their number. */
export class LatencyTally {
  readonly #fine: number[] = []
  readonly #coarse: number[] = edges.map(() => 0)
  #users = 0
  #maxMs = 0

  add(ms: number): void {
    const fine = Math.round(Math.log(ms + 1) / Math.log(growth))
    while (this.#fine.length <= fine) this.#fine.push(0)
    this.#fine[fine]! += 1
    this.#coarse[edges.findLastIndex((edge) => edge <= ms)]! += 1
    this.#users += 1
    this.#maxMs = Math.max(this.#maxMs, ms)
  }

  /** Null when nothing was added. */
  report(): LatencyReport | null {
    if (this.#users === 0) return null
    return {
      users: this.#users,
      p50Ms: this.#percentile(0.5),
      p95Ms: this.#percentile(0.95),
      p99Ms: this.#percentile(0.99),
      maxMs: this.#maxMs,
      buckets: this.#buckets(),
    }
  }

  #percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#users))
    let seen = 0
    const index = this.#fine.findIndex((users) => (seen += users) >= rank)
    return Math.min(this.#maxMs, Math.round(growth ** index - 1))
  }

  #buckets(): LatencyBucket[] {
    const first = this.#coarse.findIndex((users) => users > 0)
    const last = this.#coarse.findLastIndex((users) => users > 0)
    return this.#coarse.slice(first, last + 1).map((users, offset) => {
      const fromMs = edges[first + offset]!
      return { fromMs, toMs: edges[first + offset + 1] ?? fromMs * 10, users }
    })
  }
}
