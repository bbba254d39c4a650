import { startOfRun } from '../checkpoint/start-of-run.js'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { findMarkedUsers, toleranceMs } from '../logto/search/find-marked-users.js'
import type { Target } from '../logto/create-target.js'
import { readBegunKeys, type RunMade } from './read-run-made.js'
import type { RunUser } from './run-user.js'

export interface UnnamedUsers {
  /** By Logto id. */
  users: Map<string, RunUser>
  /** Records without a known outcome whose user is among them. */
  begunFound: number
}

/**
 * Users of the run that no line of its checkpoint names: it was killed before the answer, the record counts as failed
 * and is there all the same, or a request was delivered twice. The run's id in their custom data tells, together with
 * the source key where the mark has one.
 */
export const findUnnamedUsers = async ({
  run,
  made,
  target,
  stop,
}: {
  run: Pick<RunFolder, 'checkpoint'>
  made: RunMade
  target: Pick<Target, 'send' | 'clockSkewMs'>
  stop: AbortSignal
}): Promise<UnnamedUsers> => {
  const { header, users, others, begun, lastAtMs, hasBegun } = made
  const unnamed: UnnamedUsers = { users: new Map(), begunFound: 0 }
  if (!hasBegun) return unnamed
  const named = { has: (id: string): boolean => users.has(id) || others.has(id) }
  const { send, clockSkewMs } = target
  const { keys } = await findMarkedUsers({
    send,
    runId: header.run,
    named,
    startedAtMs: () => startOfRun(header, clockSkewMs() ?? 0),
    stop,
  })
  const wanted = new Set([...keys.values()].filter((key) => key !== undefined))
  const begunAtMs = await readBegunKeys(run.checkpoint, wanted)
  const foundKeys = new Set<string>()
  for (const [id, key] of keys) {
    if (key === undefined) {
      unnamed.users.set(id, { begunAtMs: 0, touchedAtMs: undefined })
      continue
    }
    const atMs = begunAtMs.get(key)
    // A mark with a key that the run never drove is a copy of somebody else's making.
    if (atMs === undefined) continue
    const openAtMs = begun.get(key)
    if (openAtMs !== undefined) foundKeys.add(key)
    unnamed.users.set(
      id,
      openAtMs === undefined
        ? { begunAtMs: atMs, touchedAtMs: undefined }
        : // The process that was killed had perhaps sent steps as well.
          { begunAtMs: openAtMs, touchedAtMs: lastAtMs + toleranceMs },
    )
  }
  unnamed.begunFound = foundKeys.size
  return unnamed
}
