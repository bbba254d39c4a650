import type { Effects } from '../../effects/effects.js'
import type { LogtoUser } from '../../logto/calls/user.js'

export interface ConfirmationTools {
  readUser(userId: string, signal: AbortSignal): Promise<LogtoUser | undefined>
  /** The account has a password of its own now: the old hash is not needed any more. */
  onConfirmed(userId: string): Promise<void>
  effects: Pick<Effects, 'now' | 'sleep'>
}

/** After a success Logto is asked whether it has stored the password: soon, then later, then no more. */
const delaysMs = [3000, 30_000, 300_000]
const maxWaiting = 50_000
const pauseMs = 500

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
    // Whoever is dropped here is confirmed by the next try, or when the trickle is removed.
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
    for (const userId of this.#waiting.keys()) {
      if (signal.aborted) return
      await this.#confirm(userId, signal)
    }
  }

  async #run(): Promise<void> {
    const { now, sleep } = this.#tools.effects
    while (this.#waiting.size > 0 && !this.#stopped.signal.aborted) {
      await sleep(pauseMs, this.#stopped.signal).catch(() => undefined)
      for (const [userId, { dueMs, turn }] of this.#waiting) {
        if (this.#stopped.signal.aborted) return
        if (dueMs > now()) continue
        if (await this.#confirm(userId, AbortSignal.timeout(5000))) continue
        const delayMs = delaysMs[turn + 1]
        if (delayMs === undefined) this.#waiting.delete(userId)
        else this.#waiting.set(userId, { dueMs: now() + delayMs, turn: turn + 1 })
      }
    }
  }

  async #confirm(userId: string, signal: AbortSignal): Promise<boolean> {
    try {
      const user = await this.#tools.readUser(userId, signal)
      if (user !== undefined && user.hasPassword === false) return false
      await this.#tools.onConfirmed(userId)
      this.#waiting.delete(userId)
      return true
    } catch {
      return false
    }
  }
}
