import { setTimeout as sleep } from 'node:timers/promises'
import type { Effects } from './effects.js'

/** The real clock, timer and random source. */
export const systemEffects: Effects = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal }),
  random: Math.random,
}
