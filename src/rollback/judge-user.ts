import { readMark } from '../logto/search/read-mark.js'
import type { LogtoUser } from '../logto/calls/user.js'
import type { KeptReason } from './ledger-entry.js'
import type { RunUser } from './run-user.js'

/** What the operator allows beyond users who are as the run left them. */
export interface RollbackPermissions {
  signedIn: boolean
  changed: boolean
}

/**
 * Why a user that the run created must stay; empty: is as the run left them, or the operator allows it. Logto moves
 * `updatedAt` with every change of the user's own row, also with the run's steps: then no later than the time from the
 * begin of the record to its last step, counted from `createdAt`, so that two clocks that disagree do no harm.
 */
export const judgeUser = (
  user: LogtoUser,
  { begunAtMs, touchedAtMs }: RunUser,
  runId: string,
  allowed: RollbackPermissions,
): KeptReason[] => {
  const { lastSignInAt, createdAt, updatedAt } = user
  const reasons: KeptReason[] = []
  const hasSignedIn = lastSignInAt !== null && lastSignInAt !== undefined
  if (hasSignedIn && !allowed.signedIn) reasons.push('signed_in')
  if (allowed.changed) return reasons
  const ownMs = touchedAtMs === undefined ? 0 : Math.max(0, touchedAtMs - begunAtMs) + driftMs
  // A sign-in moves updatedAt as well, so that it says nothing more.
  if (!hasSignedIn && typeof updatedAt === 'number' && updatedAt > createdAt + ownMs) reasons.push('changed')
  const mark = readMark(user)
  if (mark.run !== undefined && mark.run !== runId) reasons.push('other_run')
  return reasons
}

/** Two clocks do not run at quite the same speed, and both are read in whole milliseconds. */
const driftMs = 3000
