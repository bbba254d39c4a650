export interface BackoffOptions {
  /** @default 500 */
  baseMs?: number
  /** @default 30000 */
  capMs?: number
}

/**
 * Exponential backoff with full jitter: uniform between 0 and the doubled bound, so that callers who failed
 * together do not come back together.
 *
 * @param attempt failed attempts so far, from 1
 * @param random uniform in [0, 1)
 */
export const backoffMs = (
  attempt: number,
  random: () => number,
  { baseMs = 500, capMs = 30_000 }: BackoffOptions = {},
): number => random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30))
