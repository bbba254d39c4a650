import type { Effects } from '../../effects/effects.js'
import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Send } from '../../logto/http/api-call.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { type LookupLag, measureLookupLag } from './measure-lookup-lag.js'
import { createUser, deleteUser, getUser, verifyPassword } from '../../logto/calls/users.js'
import { createCanaryDigest, type RandomBytes } from './canary-digest.js'
import { createCanaryBody, deleteStaleCanaries } from './canary-user.js'

/**
 * `right_refused`, `wrong_accepted`, `unusable_hash` (500): what the target made of the passwords.
 * `create_refused`: it took no user with such a digest. `no_answer`: nobody knows.
 */
export type CanaryOutcome =
  'works' | 'right_refused' | 'wrong_accepted' | 'unusable_hash' | 'create_refused' | 'no_answer'

export interface CanaryResult {
  family: string
  outcome: CanaryOutcome
  /** Logto's code of a refusal, or why there was no answer. */
  code?: string
}

export interface CanaryReport {
  results: CanaryResult[]
  /** Temporary users of earlier preflights that were found and deleted. */
  staleDeleted: number
  /** Ids of temporary users that could not be deleted now. */
  leftBehind: string[]
  /** Whether the target shows digests, which it does from 1.38 on; undefined when no user could be created. */
  showsDigests: boolean | undefined
  /** Undefined when no user could be created. */
  lookupLag: LookupLag | undefined
}

export interface CanaryOptions {
  send: Send
  /** As `digestFamily` names them. */
  families: readonly string[]
  randomBytes: RandomBytes
  effects: Pick<Effects, 'now' | 'sleep'>
  /** How long a run would look for somebody whom lookups do not show yet. */
  settleWithinMs: number
  /** Aborted: no further family; the user of the current one is still deleted. */
  stop: AbortSignal
}

/**
 * Tries for each family whether the target verifies its digests: one temporary user each, a wrong and the right
 * password, and the user is deleted whatever happened. Four requests a family. By the first of them it is measured how far
 * lookups lag behind.
 */
export const runCanaries = async (options: CanaryOptions): Promise<CanaryReport> => {
  const { send, families, stop } = options
  const report: CanaryReport = {
    results: [],
    staleDeleted: await deleteStaleCanaries(send, stop),
    leftBehind: [],
    showsDigests: undefined,
    lookupLag: undefined,
  }
  let isUnsure = false
  try {
    for (const family of families) {
      stop.throwIfAborted()
      const result = await tryFamily(family, options, report)
      report.results.push(result)
      isUnsure ||= result.outcome === 'no_answer'
    }
  } finally {
    // A create without an answer may have made a user all the same.
    if (isUnsure) await deleteStaleCanaries(send)
  }
  return report
}

const tryFamily = async (
  family: string,
  { send, randomBytes, effects, settleWithinMs, stop }: CanaryOptions,
  report: CanaryReport,
): Promise<CanaryResult> => {
  const [right, wrong] = [
    Buffer.from(randomBytes(15)).toString('base64url'),
    Buffer.from(randomBytes(15)).toString('base64url'),
  ]
  const digest = await createCanaryDigest(family, right, randomBytes)
  try {
    const body = createCanaryBody(digest, effects.now(), randomBytes)
    const { value: user, refusal } = await createUser(send, body)
    if (refusal !== undefined) return { family, outcome: 'create_refused', code: refusal.code }
    try {
      report.lookupLag ??= await measureLookupLag({
        send,
        username: body.username ?? '',
        effects,
        withinMs: settleWithinMs,
        stop,
      })
      report.showsDigests ??= await hasDigest(send, user.id)
      return { family, outcome: await tryPasswords(send, user.id, right, wrong) }
    } finally {
      await deleteCanary(send, user.id, report)
    }
  } catch (error) {
    if (error instanceof AmbiguousOutcomeError || error instanceof RetriesExhaustedError) {
      return { family, outcome: 'no_answer', code: error.reason }
    }
    throw error
  }
}

/** The wrong one first: the right one makes Logto replace the digest. */
const tryPasswords = async (
  send: Send,
  userId: string,
  right: string,
  wrong: string,
): Promise<CanaryOutcome> => {
  const wrongAnswer = await verifyPassword(send, userId, wrong)
  if (wrongAnswer === 'right') return 'wrong_accepted'
  if (wrongAnswer === 'unusable_hash') return 'unusable_hash'
  const rightAnswer = await verifyPassword(send, userId, right)
  if (rightAnswer === 'unusable_hash') return 'unusable_hash'
  return rightAnswer === 'right' ? 'works' : 'right_refused'
}

const hasDigest = async (send: Send, userId: string): Promise<boolean> =>
  typeof (await getUser(send, userId, { includePasswordHash: true }))?.passwordDigest === 'string'

/** A failure here must not hide what the canary found out. */
const deleteCanary = async (send: Send, userId: string, report: CanaryReport): Promise<void> => {
  try {
    const { refusal } = await deleteUser(send, userId)
    if (refusal !== undefined) report.leftBehind.push(userId)
  } catch {
    report.leftBehind.push(userId)
  }
}
