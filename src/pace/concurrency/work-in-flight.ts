import type { Concurrency } from './concurrency.js'

export interface WorkInFlightOptions {
  concurrency: Pick<Concurrency, 'slot' | 'release'>
  /** Aborted: nothing new is begun; what is in flight is finished. */
  stop: AbortSignal
  /** What ends everything from outside, such as a journal that cannot be written; undefined while all is well. */
  findFailure?: () => unknown
}

/** Work on slots of the concurrency, nothing queued ahead. The first failure keeps everything else from beginning. */
export class WorkInFlight {
  readonly #options: WorkInFlightOptions
  readonly #running = new Set<Promise<void>>()
  #failure: { error: unknown } | undefined

  constructor(options: WorkInFlightOptions) {
    this.#options = options
  }

  /** What the first piece of work that failed was rejected with, boxed. */
  get failure(): { error: unknown } | undefined {
    const error = this.#failure === undefined ? this.#options.findFailure?.() : undefined
    if (error !== undefined) this.#failure = { error }
    return this.#failure
  }

  /** Whether nothing new may begin. */
  get mustStop(): boolean {
    return this.failure !== undefined || this.#options.stop.aborted
  }

  /** Waits for a free slot and lets the work go; resolves when it has begun, or will not. */
  async submit(work: () => Promise<void>): Promise<void> {
    const { concurrency, stop } = this.#options
    if (this.mustStop) return
    try {
      await concurrency.slot(stop)
    } catch (error) {
      if (stop.aborted) return
      throw error
    }
    if (this.mustStop) return concurrency.release()
    this.track(work().finally(() => concurrency.release()))
  }

  /** Work that needs no slot, because its number is small. */
  track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#running.delete(tracked))
    this.#running.add(tracked)
  }

  /** Waits until nothing is in flight. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
