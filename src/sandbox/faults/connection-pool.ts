import { internalError } from '../http/api-error.js'
import type { Reply } from '../http/reply.js'

/** How long Logto waits for a connection before it answers 500. */
const patienceMs = 10_000
/** Creates in flight that a pool bears, for each of its connections: 48 of 20 were fine, 64 were not. */
const bearable = 2.5

/**
 * What too many creates at once do to a Logto: each takes one connection of the pool and waits for a second. Beyond what the
 * pool bears nobody gets their second one, everybody fails after ten seconds, and it does not recover while the load stays.
 */
export class ConnectionPool {
  readonly #size: number
  #creates = 0
  #isJammed = false
  #waiting = new Set<(isFree: boolean) => void>()

  constructor(size: number) {
    this.#size = size
  }

  /**
   * Resolves when the create may be done, or with the answer that it gets instead.
   *
   * @param wait of the sandbox; rejects when it closes
   */
  async enter(wait: (delayMs: number) => Promise<void>): Promise<Reply | undefined> {
    this.#creates += 1
    if (this.#creates > this.#size * bearable) this.#isJammed = true
    if (!this.#isJammed) return undefined
    const isFree = await new Promise<boolean>((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(resolve)
        resolve(false)
      }
      this.#waiting.add(resolve)
      wait(patienceMs).then(giveUp, giveUp)
    })
    return isFree ? undefined : { status: 500, body: internalError().body }
  }

  /** Exactly once for each `enter`. */
  leave(): void {
    this.#creates -= 1
    if (!this.#isJammed || this.#creates > this.#size) return
    this.#isJammed = false
    for (const letGo of this.#waiting) letGo(true)
    this.#waiting.clear()
  }
}
