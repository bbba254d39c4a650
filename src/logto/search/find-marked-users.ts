import type { Send } from '../http/api-call.js'
import { readMark } from './read-mark.js'
import { listUsers } from '../calls/users.js'

export interface MarkedUsers {
  /** Source keys by Logto id; undefined: the mark names none. */
  keys: Map<string, string | undefined>
  /** How many users were looked at. */
  scanned: number
}

export interface MarkScan {
  send: Send
  runId: string
  /** Users that the checkpoint names: theirs are left out. */
  named: { has(id: string): boolean }
  /** Start of the run by the target's clock, which is known once the target has answered. */
  startedAtMs: () => number
  stop: AbortSignal
}

/**
 * Users that carry the mark of the run and that its checkpoint does not name: created without an answer, or twice,
 * because something between the run and the target delivered a request again. Logto cannot search custom data, so
 * everybody who was created since the start of the run is read, newest first, a hundred a request.
 */
export const findMarkedUsers = async (scan: MarkScan): Promise<MarkedUsers> => {
  const { send, runId, named, startedAtMs, stop } = scan
  const found: MarkedUsers = { keys: new Map(), scanned: 0 }
  for await (const page of listUsers(send, '', stop)) {
    const oldestMs = startedAtMs() - toleranceMs
    for (const user of page) {
      // Whoever is older was not created by the run, whatever the mark says.
      if (user.createdAt < oldestMs) return found
      found.scanned += 1
      const { run, key } = readMark(user)
      if (run === runId && !named.has(user.id)) found.keys.set(user.id, key)
    }
  }
  return found
}

/** The target's clock is known to about a second, and may drift during a night. */
export const toleranceMs = 60_000
