import type { Effects } from '../../effects/effects.js'
import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'

export interface LookupLag {
  /** From the answer to the create until a lookup that found the user was sent; undefined when none did in time. */
  lagMs: number | undefined
  /** How long it was looked for. */
  withinMs: number
}

export interface LookupLagOptions {
  send: Send
  /** Of a user whose create has just been answered. */
  username: string
  effects: Pick<Effects, 'now' | 'sleep'>
  withinMs: number
  stop: AbortSignal
}

const firstPauseMs = 100
/** Longer pauses would tell less than is asked. */
const longestPauseMs = 1000

/**
 * How far lookups lag behind what was written, as they do where the target reads from replicas: looks until the new user
 * is seen, at once and then with growing pauses. Where nothing lags, one request.
 */
export const measureLookupLag = async (options: LookupLagOptions): Promise<LookupLag> => {
  const { send, username, effects, withinMs, stop } = options
  const createdAtMs = effects.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const lagMs = effects.now() - createdAtMs
    const found = await findUsers(send, 'username', [username], { isCaseSensitive: true }, stop)
    if (found.length > 0) return { lagMs, withinMs }
    const restMs = withinMs - (effects.now() - createdAtMs)
    if (restMs <= 0) return { lagMs: undefined, withinMs }
    await effects.sleep(Math.min(pauseMs, restMs), stop)
  }
}
