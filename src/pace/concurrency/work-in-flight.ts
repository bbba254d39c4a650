import type { Concurrency } from './concurrency.js'
import { PreparedWork } from './prepared-work.js'

export interface WorkInFlightOptions {
  concurrency: Pick<Concurrency, 'slot' | 'release'> & Partial<Pick<Concurrency, 'limit'>>
  /** Aborted: nothing new is begun; what is in flight is finished. */
  stop: AbortSignal
  /** What ends everything from outside, such as a journal that cannot be written; undefined while all is well. */
  findFailure?: () => unknown
}

/** Work on slots of the concurrency, nothing queued ahead. The first failure keeps everything else from beginning. */
export class WorkInFlight {
  readonly #options: WorkInFlightOptions
  #running = 0
  readonly #prepared: PreparedWork
  #settled: (() => void)[] = []
  #failure: { error: unknown } | undefined

  constructor(options: WorkInFlightOptions) {
    this.#options = options
    this.#prepared = new PreparedWork(() => options.concurrency.limit ?? 1)
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
    this.#follow(work(), concurrency)
  }

  /**
   * The same for work with something to be prepared that needs no slot: that begins at once, as long as not too much
   * waits for a slot already. What is prepared counts as in flight, so it is finished when the run is stopped.
   */
  async submitPrepared(prepare: () => Promise<void>, work: () => Promise<void>): Promise<void> {
    while (this.#prepared.isFull && !this.mustStop) await this.#prepared.waitForRoom()
    if (this.mustStop) return
    this.#prepared.begin()
    this.#follow(this.#workPrepared(prepare(), work), undefined)
  }

  async #workPrepared(prepared: Promise<void>, work: () => Promise<void>): Promise<void> {
    const { concurrency } = this.#options
    try {
      await prepared
    } catch (error) {
      this.#prepared.fail()
      throw error
    }
    this.#prepared.beReady()
    // Not given up when the run is stopped: what is prepared is in flight.
    await concurrency.slot()
    this.#prepared.start()
    try {
      if (this.failure === undefined) await work()
    } finally {
      concurrency.release()
    }
  }

  /** Work that needs no slot, because its number is small. */
  track(work: Promise<void>): void {
    this.#follow(work, undefined)
  }

  /** Waits until nothing is in flight. */
  async settle(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
  }

  #follow(work: Promise<void>, slot: Pick<Concurrency, 'release'> | undefined): void {
    this.#running += 1
    const end = (): void => {
      slot?.release()
      this.#running -= 1
      if (this.#running > 0) return
      const settled = this.#settled
      this.#settled = []
      for (const resolve of settled) resolve()
    }
    work.then(end, (error: unknown) => {
      this.#failure ??= { error }
      end()
    })
  }
}
