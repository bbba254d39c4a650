import type { Effects } from '../../src/effects/effects.js'
import { systemEffects } from '../../src/effects/system-effects.js'

/** Shorter pauses are those of requests under way, and are waited for. */
const shortMs = 20
const lookMs = 1
/** So many looks without a change, and everybody waits for time to pass. */
const calmLooks = 2
/** Whoever sleeps in short turns would hold up those who sleep long, and is woken late instead: by no more than this. */
const maxLateMs = 30_000

/**
 * The real clock, but nobody waits for it: once all that is left is waiting, time leaps to when the next wakes. A minute
 * takes as long as what happens in it, and a slow machine only makes the leaps later. For a program and a sandbox in one
 * process, which must have the same one.
 */
export const createSkippingClock = (): Effects => {
  let leaptMs = 0
  const sleepers = new Map<() => void, number>()
  let changes = 0
  const now = (): number => systemEffects.now() + leaptMs

  const wakeDue = (): void => {
    const due = [...sleepers].filter(([, atMs]) => atMs <= now()).toSorted(([, a], [, b]) => a - b)
    for (const [wake] of due) wake()
  }
  let isLooking = false
  const look = (calm: number, seen: number): void => {
    isLooking = sleepers.size > 0
    if (!isLooking) return
    const isCalm = seen === changes
    if (isCalm && calm >= calmLooks) {
      const ends = [...sleepers.values()].toSorted((a, b) => a - b)
      const nextMs = ends[0]! - now()
      leaptMs += Math.max(nextMs, Math.min((ends.at(-1)! - now()) / 4, maxLateMs))
    }
    wakeDue()
    const next = isCalm && calm < calmLooks ? calm + 1 : 0
    setTimeout(look, lookMs, next, changes)
  }

  const sleep = (delayMs: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        sleepers.delete(wake)
        changes += 1
        signal?.removeEventListener('abort', giveUp)
        end()
      }
      const wake = (): void => settle(resolve)
      const giveUp = (): void => settle(() => reject(signal?.reason as Error))
      if (signal?.aborted) {
        reject(signal.reason as Error)
        return
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      sleepers.set(wake, now() + delayMs)
      changes += 1
      if (!isLooking) look(0, changes)
    })

  return {
    now,
    sleep: (delayMs, signal) =>
      delayMs < shortMs ? systemEffects.sleep(delayMs, signal) : sleep(delayMs, signal),
    random: systemEffects.random,
  }
}
