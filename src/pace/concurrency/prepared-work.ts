/** However slow the disk is: so many are looked up by the next session when this one is killed. */
const mostPrepared = 256

/**
 * How much work is prepared while there is no slot for it: as little as keeps slots from waiting for the preparation. It
 * is judged once in as many pieces of work: more when there was a moment with nothing ready, less when half of it or
 * more was ready at every moment.
 */
export class PreparedWork {
  readonly #slots: () => number
  /** In preparation, or ready and without a slot. */
  #count = 0
  #ready = 0
  #most = 0
  #started = 0
  /** The smallest number that was ready since the last judgement. */
  #leastReady = Infinity
  #onRoom: (() => void) | undefined

  /** @param slots how much may be in flight: no less is prepared */
  constructor(slots: () => number) {
    this.#slots = slots
  }

  get isFull(): boolean {
    return this.#count >= this.#limit
  }

  /** Resolves when some of it has gone. For one who waits. */
  waitForRoom(): Promise<void> {
    return new Promise((resolve) => (this.#onRoom = resolve))
  }

  begin(): void {
    this.#count += 1
  }

  /** It waits for its slot from now on. */
  beReady(): void {
    this.#ready += 1
  }

  /** It has its slot. */
  start(): void {
    this.#ready -= 1
    this.#started += 1
    this.#leastReady = Math.min(this.#leastReady, this.#ready)
    if (this.#started >= this.#limit) this.#judge()
    this.#leave()
  }

  /** The preparation failed, or was in vain. */
  fail(): void {
    this.#leave()
  }

  get #limit(): number {
    return Math.min(mostPrepared, Math.max(this.#slots(), this.#most))
  }

  #judge(): void {
    const limit = this.#limit
    if (this.#leastReady === 0) this.#most = limit * 2
    else if (this.#leastReady * 2 >= limit) this.#most = Math.floor(limit * 0.75)
    this.#started = 0
    this.#leastReady = Infinity
  }

  #leave(): void {
    this.#count -= 1
    this.#onRoom?.()
    this.#onRoom = undefined
  }
}
