import { MigrationError } from '../../outcome/migration-error.js'
import { createWaitingLine } from '../../pace/waiting-line.js'
import { isConclusive } from './explain-silence.js'

export interface OutageOptions {
  /** Failures in a row, of whatever requests, from which the target counts as down. @default 20 */
  threshold?: number
  /** How long an outage may last before the run ends; Infinity waits for ever. @default 120000 */
  maxOutageMs?: number
  /** How long the first sign of life may take: a target that never answered is more likely misspelt than down. @default maxOutageMs */
  firstContactMs?: number
  now: () => number
  onRecovery?: (outageMs: number) => void
  /** What keeps the target from answering, in words. */
  explain?: (reason: string, isNew: boolean) => string
}

/**
 * Watches the whole run for an outage of the target: failures in a row with no success between them. During an
 * outage one request at a time goes out as a probe, and the others wait.
 */
export interface Outage {
  /**
   * Waits for a turn during an outage. Every `enter` is followed by one `leave`.
   *
   * @returns whether this request is the probe
   * @throws {MigrationError} `target/target_unavailable` when the outage has lasted too long,
   *   `target/target_unreachable` when the target has never answered
   */
  enter(signal?: AbortSignal): Promise<boolean>
  /**
   * @param end `alive` for every answer that shows a working target, also a refusal
   * @param why code or reason of the failure
   */
  leave(isProbe: boolean, end: 'alive' | 'failing' | 'aborted', why?: string): void
  /** How long whoever failed may wait before the next attempt: a first contact is not put off beyond its end. */
  leftMs(): number
  readonly isOngoing: boolean
  /** Failures since the last answer of a working target. */
  readonly failuresInARow: number
  /** Probes that failed in this outage. */
  readonly failedProbes: number
  /** When the target last gave a sign of life; -Infinity when never. */
  readonly lastAliveMs: number
}

export const createOutage = ({
  threshold = 20,
  maxOutageMs = 120_000,
  firstContactMs = maxOutageMs,
  now,
  onRecovery,
  explain,
}: OutageOptions): Outage => {
  const line = createWaitingLine()
  let failuresInARow = 0
  let failedProbes = 0
  let failingSinceMs = -Infinity
  let lastAliveMs = -Infinity
  let isProbing = false
  let lastWhy = 'no_usable_answer'
  let isGivenUp = false

  const isOngoing = (): boolean => failuresInARow >= threshold

  const admitAll = (): void => {
    while (line.admitFirst()) {
      // each admission lets one go
    }
  }

  const onAlive = (): void => {
    if (isOngoing()) {
      onRecovery?.(now() - failingSinceMs)
    }
    lastAliveMs = now()
    failuresInARow = 0
    failedProbes = 0
    isGivenUp = false
    admitAll()
  }

  /** Whether the target never answered, and is not waited for longer than for one that did. */
  const isFirstContact = (): boolean => lastAliveMs === -Infinity && firstContactMs < maxOutageMs

  const onFailing = (isProbe: boolean, why: string): void => {
    if (failuresInARow === 0) {
      failingSinceMs = now()
    }
    failuresInARow += 1
    failedProbes += isProbe ? 1 : 0
    lastWhy = why
    const isOver = isFirstContact()
      ? now() - failingSinceMs >= firstContactMs || isConclusive(why, failuresInARow)
      : isOngoing() && now() - failingSinceMs >= maxOutageMs
    if (isOver) {
      isGivenUp = true
      admitAll()
    }
  }

  const createError = (): MigrationError => {
    if (isFirstContact()) {
      const reason = explain?.(lastWhy, true) ?? lastWhy
      return new MigrationError('target', 'target_unreachable', reason)
    }
    const seconds = Math.round((now() - failingSinceMs) / 1000)
    return new MigrationError(
      'target',
      'target_unavailable',
      `the target has answered nothing useful for ${seconds} s (${failuresInARow} failures in a row; the last: ` +
        `${explain?.(lastWhy, false) ?? lastWhy}). Go on when it is back; import waits for it by itself with --wait`,
    )
  }

  return {
    enter: async (signal) => {
      while (!isGivenUp && isOngoing() && isProbing) {
        await line.join(signal)
      }
      if (isGivenUp) {
        throw createError()
      }
      if (isOngoing()) {
        isProbing = true
        return true
      }
      return false
    },
    leftMs: () =>
      isFirstContact() && failuresInARow > 0
        ? Math.max(0, failingSinceMs + firstContactMs - now())
        : Infinity,
    leave: (isProbe, end, why = 'no_usable_answer') => {
      if (isProbe) {
        isProbing = false
      }
      if (end === 'alive') {
        onAlive()
      } else if (end === 'failing') {
        onFailing(isProbe, why)
      }
      if (isProbe) {
        line.admitFirst()
      }
    },
    get isOngoing() {
      return isOngoing()
    },
    get failuresInARow() {
      return failuresInARow
    },
    get failedProbes() {
      return failedProbes
    },
    get lastAliveMs() {
      return lastAliveMs
    },
  }
}
