interface Waiter {
  admit: () => void
  reject: (reason: unknown) => void
  signal: AbortSignal | undefined
  onAbort: (() => void) | undefined
}

/** First come, first served line of callers that wait for a slot; those who give up leave it. */
export interface WaitingLine {
  readonly length: number
  /** Resolves when it is this caller's turn; rejects with the signal's reason when aborted. */
  join(signal?: AbortSignal): Promise<void>
  /** Lets the first one through; false when nobody waits. */
  admitFirst(): boolean
  /** Turns everybody away. */
  rejectAll(reason: unknown): void
}

export const createWaitingLine = (): WaitingLine => {
  // A set keeps the order of arrival and lets a caller leave from the middle at once.
  const waiters = new Set<Waiter>()

  return {
    get length() {
      return waiters.size
    },

    join: (signal) =>
      new Promise<void>((admit, reject) => {
        if (signal?.aborted) {
          reject(signal.reason)
          return
        }
        const waiter: Waiter = { admit, reject, signal, onAbort: undefined }
        if (signal) {
          waiter.onAbort = () => {
            waiters.delete(waiter)
            reject(signal.reason)
          }
          signal.addEventListener('abort', waiter.onAbort, { once: true })
        }
        waiters.add(waiter)
      }),

    admitFirst: () => {
      for (const waiter of waiters) {
        waiters.delete(waiter)
        if (waiter.onAbort) {
          waiter.signal?.removeEventListener('abort', waiter.onAbort)
        }
        waiter.admit()
        return true
      }
      return false
    },

    rejectAll: (reason) => {
      for (const waiter of waiters) {
        waiters.delete(waiter)
        if (waiter.onAbort) {
          waiter.signal?.removeEventListener('abort', waiter.onAbort)
        }
        waiter.reject(reason)
      }
    },
  }
}
