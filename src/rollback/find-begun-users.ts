import { startOfRun } from '../checkpoint/start-of-run.js'
import type { Send } from '../logto/api-call.js'
import { listUsers } from '../logto/users.js'
import { readMark } from './judge-user.js'
import type { RunMade, RunUser } from './read-run-made.js'

/**
 * Users whose create the run had begun when it was killed before the answer. The run's id and the source key in their
 * custom data tell; the list comes newest first and is read no further back than the first of them.
 *
 * @param skewMs clock of the target minus ours
 * @returns by Logto id
 */
export const findBegunUsers = async (
  send: Send,
  { header, begun, users, lastAtMs }: Pick<RunMade, 'header' | 'begun' | 'users' | 'lastAtMs'>,
  skewMs: number,
  stop: AbortSignal,
): Promise<Map<string, RunUser>> => {
  const found = new Map<string, RunUser>()
  if (begun.size === 0) return found
  let firstMs = Infinity
  for (const atMs of begun.values()) firstMs = Math.min(firstMs, atMs)
  const oldestMs = startOfRun(header, skewMs) + firstMs - toleranceMs
  for await (const page of listUsers(send, '', stop)) {
    for (const user of page) {
      const { run, key } = readMark(user)
      const begunAtMs = key === undefined ? undefined : begun.get(key)
      if (run !== header.run || begunAtMs === undefined || users.has(user.id)) continue
      // The process that was killed had perhaps sent steps as well.
      found.set(user.id, { begunAtMs, touchedAtMs: lastAtMs + toleranceMs })
    }
    const oldest = page.at(-1)
    if (found.size === begun.size || (oldest !== undefined && oldest.createdAt < oldestMs)) break
  }
  return found
}

/** The target's clock is known to about a second, and may drift during a night. */
const toleranceMs = 60_000
