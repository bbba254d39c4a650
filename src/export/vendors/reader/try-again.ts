import type { Effects } from '../../../effects/effects.js'
import { readRetryAfterMs } from '../../../logto/retry/retry-after.js'
import { backoffMs } from '../../../pace/backoff.js'
import type { HeaderList } from './header-list.js'
import type { Verdict } from './vendor-refusal.js'

/** An answer of whatever status; 0 where nobody answered. */
export interface RawAnswer {
  status: number
  headers: HeaderList
  text: string
}

export interface TryAgainOptions {
  attempt(): Promise<RawAnswer>
  judge(answer: RawAnswer): Verdict | undefined
  /** Waits, or has the next attempt wait. */
  pause(delayMs: number): Promise<void> | void
  effects: Effects
  signal: AbortSignal
}

const mostAttempts = 8
const longestWaitMs = 5 * 60_000

/** The first answer that is no passing failure, or the last one: after each the vendor is given the time it asks for. */
export const tryAgain = async (options: TryAgainOptions): Promise<RawAnswer> => {
  const { attempt, judge, pause, effects, signal } = options
  for (let tries = 1; ; tries += 1) {
    const answer = await attempt().catch((error: unknown): RawAnswer => {
      signal.throwIfAborted()
      return { status: 0, headers: {}, text: error instanceof Error ? error.message : '' }
    })
    if (judge(answer) !== 'transient' || tries >= mostAttempts) return answer
    const waitMs = Math.max(readWaitMs(answer.headers, effects.now()), backoffMs(tries, effects.random))
    if (waitMs > longestWaitMs) return answer
    await pause(waitMs)
  }
}

/** `Retry-After`, or the second at which the budget begins again (Auth0, Okta). */
const readWaitMs = (headers: HeaderList, nowMs: number): number => {
  const asked = readRetryAfterMs(headers, nowMs)
  if (asked !== undefined) return asked
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['x-rate-limit-reset'])
  return reset > 1_000_000_000 ? Math.max(0, reset * 1000 - nowMs) : 0
}
