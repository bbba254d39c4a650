/** Widths in seconds, each a whole multiple of the one before, so that buckets can be merged exactly. */
const widths = [1, 2, 10, 30, 60, 120, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 864_000] as const
const mostBuckets = 150

/** Counts over time in at most 150 buckets: when the time grows, buckets are merged. Memory does not grow. */
export class TimeBuckets {
  readonly #kinds: number
  #width = 0
  #counts: number[][] = []

  /** @param kinds how many counts each bucket holds */
  constructor(kinds: number) {
    this.#kinds = kinds
  }

  get bucketSeconds(): number {
    return widths[this.#width] ?? widths[0]
  }

  get buckets(): readonly (readonly number[])[] {
    return this.#counts
  }

  /** Adds to one kind at a time; what lies beyond the longest time goes into the last bucket. */
  add(atMs: number, kind: number, count = 1): void {
    const counts = this.#bucketAt(atMs)
    counts[kind] = (counts[kind] ?? 0) + count
  }

  /** Makes room up to a time in which nothing may have happened. */
  extendTo(atMs: number): void {
    this.#bucketAt(atMs)
  }

  #bucketAt(atMs: number): number[] {
    const seconds = Math.max(0, atMs) / 1000
    while (seconds >= this.bucketSeconds * mostBuckets && this.#width < widths.length - 1) this.#widen()
    const index = Math.min(Math.floor(seconds / this.bucketSeconds), mostBuckets - 1)
    while (this.#counts.length <= index) this.#counts.push(this.#empty())
    return this.#counts[index]!
  }

  #widen(): void {
    const before = this.bucketSeconds
    this.#width += 1
    const factor = this.bucketSeconds / before
    const merged: number[][] = []
    for (const [index, counts] of this.#counts.entries()) {
      const into = (merged[Math.floor(index / factor)] ??= this.#empty())
      for (const [kind, count] of counts.entries()) into[kind]! += count
    }
    this.#counts = merged
  }

  #empty(): number[] {
    return Array.from({ length: this.#kinds }, () => 0)
  }
}
