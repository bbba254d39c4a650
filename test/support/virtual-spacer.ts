import type { Effects } from '../../src/effects/effects.js'
import type { Spacer } from '../../src/pace/spacer.js'

/** Spaces by a minimum gap as Bottleneck does, on a clock that the test turns. `costMs` passes before each turn. */
export const createVirtualSpacer = (
  clock: Pick<Effects, 'now' | 'sleep'>,
  costMs: () => number = () => 0,
): Spacer => {
  let spacingMs = 0
  let nextMs = -Infinity
  let epoch = 0
  let giveUp: AbortController | undefined

  return {
    next: async () => {
      const asked = epoch
      giveUp = new AbortController()
      const { signal } = giveUp
      const sleep = (delayMs: number) => clock.sleep(delayMs, signal).catch(() => undefined)
      if (costMs() > 0) await sleep(costMs())
      const waitMs = Math.max(0, nextMs - clock.now())
      nextMs = clock.now() + waitMs + spacingMs
      if (waitMs > 0) await sleep(waitMs)
      return asked === epoch
    },
    setSpacing: (next) => {
      spacingMs = next
    },
    restart: (next) => {
      spacingMs = next
      nextMs = -Infinity
      epoch += 1
      giveUp?.abort()
    },
  }
}

/** Lets everything through as it comes: what holds with it holds by the guard alone. */
export const createIdleSpacer = (): Spacer => ({
  next: () => Promise.resolve(true),
  setSpacing: () => undefined,
  restart: () => undefined,
})
