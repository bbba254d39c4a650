/** Counts events in a window that slides with time. Amortised constant time; holds one window of events. */
export class SlidingCount {
  readonly windowMs: number
  #times = new Float64Array(1024)
  /** Events ever seen and ever left behind; positions in `#times` modulo its length, a power of two. */
  #head = 0
  #tail = 0

  constructor(windowMs: number) {
    this.windowMs = windowMs
  }

  /** @returns events in the window (timeMs - windowMs, timeMs], this one included */
  add(timeMs: number): number {
    this.#leaveBehind(timeMs - this.windowMs)
    if (this.#head - this.#tail === this.#times.length) this.#grow()
    this.#times[this.#head & (this.#times.length - 1)] = timeMs
    this.#head += 1
    return this.#head - this.#tail
  }

  /** When fewer than `count` of the events seen so far will be left in the window. */
  timeWhenBelow(count: number): number {
    const oldestToLeave = this.#head - count
    const timeMs = this.#times[oldestToLeave & (this.#times.length - 1)] ?? 0
    return timeMs + this.windowMs
  }

  #leaveBehind(untilMs: number): void {
    while (this.#tail < this.#head && (this.#times[this.#tail & (this.#times.length - 1)] ?? 0) <= untilMs) {
      this.#tail += 1
    }
  }

  #grow(): void {
    const grown = new Float64Array(this.#times.length * 2)
    for (let index = this.#tail; index < this.#head; index += 1) {
      grown[index & (grown.length - 1)] = this.#times[index & (this.#times.length - 1)] ?? 0
    }
    this.#times = grown
  }
}
