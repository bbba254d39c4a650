import type { Effects } from '../../effects/effects.js'
import type { LogtoUser } from '../../logto/calls/user.js'

export interface ConfirmationTools {
  readUser(userId: string, signal: AbortSignal): Promise<LogtoUser | undefined>
  /** The account has a password of its own now: the old hash is not needed any more. */
  onConfirmed(userId: string): Promise<void>
  /** Logto has not stored it: the answer was lost, and the person will try again. */
  onGivenUp(userId: string): Promise<void>
  effects: Pick<Effects, 'now' | 'sleep'>
}

/** After a success Logto is asked whether it has stored the password: soon, then later, then no more. */
const delaysMs = [3000, 30_000, 300_000]
const maxWaiting = 50_000
const pauseMs = 500
const answerMs = 5000
const atOnce = 16

/**
 * Deletes an old hash only when Logto has a password in its place. An answer can get lost between us and Logto; the
 * person then tries again, and must find the hash still there.
 */
export class Confirmations {
  readonly #tools: ConfirmationTools
  readonly #waiting = new Map<string, { dueMs: number; turn: number }>()
  readonly #stopped = new AbortController()
  #loop: Promise<void> | undefined

  constructor(tools: ConfirmationTools) {
    this.#tools = tools
  }

  add(userId: string): void {
    // Whoever is dropped here is confirmed after the next start of the service.
    if (this.#waiting.size >= maxWaiting || this.#stopped.signal.aborted) return
    this.#waiting.set(userId, { dueMs: this.#tools.effects.now() + (delaysMs[0] ?? 0), turn: 0 })
    this.#loop ??= this.#run().finally(() => {
      this.#loop = undefined
    })
  }

  get size(): number {
    return this.#waiting.size
  }

  /** Asks once more for everybody who waits, within the time given. */
  async close(withinMs: number): Promise<void> {
    this.#stopped.abort()
    await this.#loop
    const signal = AbortSignal.timeout(withinMs)
    await this.#confirmAll([...this.#waiting.keys()], signal)
  }

  async #run(): Promise<void> {
    const { now, sleep } = this.#tools.effects
    while (this.#waiting.size > 0 && !this.#stopped.signal.aborted) {
      await sleep(pauseMs, this.#stopped.signal).catch(() => undefined)
      const due: string[] = []
      for (const [userId, { dueMs }] of this.#waiting) if (dueMs <= now()) due.push(userId)
      await this.#confirmAll(due, this.#stopped.signal)
    }
  }

  /** Several at once: each deletion waits for the disk, which takes them together. */
  async #confirmAll(userIds: readonly string[], signal: AbortSignal): Promise<void> {
    for (let from = 0; from < userIds.length && !signal.aborted; from += atOnce) {
      await Promise.all(userIds.slice(from, from + atOnce).map((userId) => this.#confirm(userId, signal)))
    }
  }

  async #confirm(userId: string, signal: AbortSignal): Promise<void> {
    try {
      const user = await this.#tools.readUser(
        userId,
        AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      )
      if (user !== undefined && user.hasPassword === false) {
        if (!this.#postpone(userId)) await this.#tools.onGivenUp(userId)
        return
      }
      await this.#tools.onConfirmed(userId)
      this.#waiting.delete(userId)
    } catch {
      this.#postpone(userId)
    }
  }

  /** @returns false after the last time */
  #postpone(userId: string): boolean {
    const turn = (this.#waiting.get(userId)?.turn ?? 0) + 1
    const delayMs = delaysMs[turn]
    if (delayMs === undefined) this.#waiting.delete(userId)
    else this.#waiting.set(userId, { dueMs: this.#tools.effects.now() + delayMs, turn })
    return delayMs !== undefined
  }
}
