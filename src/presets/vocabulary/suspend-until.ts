import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readTimestamp } from './cells/read-timestamp.js'

/** An end from this year on is how sources write "for ever". */
const firstYearOfEver = 2200

/**
 * Suspends a user whom the source has suspended until a moment. A suspension that is over is none; one that
 * would end by itself is a loss, because Logto's does not end.
 *
 * @param end undefined or unreadable: without end
 * @param nowMs undefined: no end has come yet
 */
export const suspendUntil = (
  user: UserRecord,
  end: JsonValue | undefined,
  nowMs: number | undefined,
): void => {
  const iso = readTimestamp(end)
  if (iso === undefined || isForEver(iso)) {
    user.isSuspended = true
    return
  }
  if (nowMs !== undefined && Date.parse(iso) <= nowMs) return
  user.isSuspended = true
  user.losses.push({
    kind: 'suspension_end',
    detail: `The suspension ends at ${iso}; in Logto somebody has to lift it.`,
  })
}

/** @param iso as `readTimestamp` gives it */
export const isForEver = (iso: string): boolean =>
  // A year of five digits begins with a sign.
  iso.startsWith('+') || (!iso.startsWith('-') && Number(iso.slice(0, 4)) >= firstYearOfEver)
