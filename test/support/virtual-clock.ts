import type { Effects } from '../../src/effects/effects.js'

interface Timer {
  atMs: number
  order: number
  wake: () => void
}

export interface VirtualClock extends Effects {
  /** Lets time pass, timer by timer, until `untilMs`; everything that a timer wakes runs before the next. */
  runUntil(untilMs: number): Promise<void>
  /** Lets time pass until the promise settles. Fails when it never will. */
  settle<T>(promise: Promise<T>): Promise<T>
}

/** A clock that moves only when told to. `latenessMs` delays each timer, as a busy event loop does. */
export const createVirtualClock = (
  options: { startMs?: number; random?: () => number; latenessMs?: () => number } = {},
): VirtualClock => {
  let nowMs = options.startMs ?? 1_000_000
  let order = 0
  const timers: Timer[] = []

  const drainMicrotasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  const takeNext = (untilMs: number): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) {
      if (!next || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.order < next.order)) {
        next = timer
      }
    }
    if (!next || next.atMs > untilMs) {
      return undefined
    }
    timers.splice(timers.indexOf(next), 1)
    return next
  }

  const step = async (untilMs: number): Promise<boolean> => {
    const timer = takeNext(untilMs)
    if (!timer) {
      return false
    }
    nowMs = Math.max(nowMs, timer.atMs)
    timer.wake()
    await drainMicrotasks()
    return true
  }

  return {
    now: () => nowMs,
    random: options.random ?? (() => 0.5),
    sleep: (delayMs, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason)
          return
        }
        order += 1
        const timer: Timer = {
          atMs: nowMs + Math.max(0, delayMs) + (options.latenessMs?.() ?? 0),
          order,
          wake: () => {
            signal?.removeEventListener('abort', giveUp)
            resolve()
          },
        }
        const giveUp = (): void => {
          const index = timers.indexOf(timer)
          if (index >= 0) {
            timers.splice(index, 1)
          }
          reject(signal?.reason)
        }
        timers.push(timer)
        signal?.addEventListener('abort', giveUp, { once: true })
      }),
    runUntil: async (untilMs) => {
      await drainMicrotasks()
      while (await step(untilMs)) {
        // every step runs one timer
      }
      nowMs = Math.max(nowMs, untilMs)
    },
    settle: async (promise) => {
      let isSettled = false
      const mark = (): void => {
        isSettled = true
      }
      promise.then(mark, mark)
      await drainMicrotasks()
      while (!isSettled) {
        if (!(await step(Infinity))) {
          await drainMicrotasks()
          if (!isSettled) {
            throw new Error('the promise never settles: no timer is left')
          }
        }
      }
      return promise
    },
  }
}
