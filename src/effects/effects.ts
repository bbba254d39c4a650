/** What the program asks of the world. Passed in, so that a test decides what time it is. */
export interface Effects {
  /** Wall clock, milliseconds since the epoch. */
  now(): number
  /** Resolves after `delayMs`; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
  /** Uniform in [0, 1). */
  random(): number
}
