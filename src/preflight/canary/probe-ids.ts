import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Send } from '../../logto/http/api-call.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { createUser, deleteUser } from '../../logto/calls/users.js'
import type { RandomBytes } from './canary-digest.js'
import { createCanaryBody, deleteStaleCanaries } from './canary-user.js'

/** What became of an id: the user got it, or another one; the create was refused; nobody knows. */
export type IdOutcome = 'kept' | 'dropped' | 'refused' | 'no_answer'

export interface IdProbe {
  outcome: IdOutcome
  /** Logto's code of a refusal, or why there was no answer. */
  code?: string
  /** Id of the temporary user, where it could not be deleted. */
  leftBehind?: string
}

export interface IdProbeOptions {
  send: Send
  randomBytes: RandomBytes
  now: () => number
}

/**
 * Tries whether the target takes an `id` on create, with one temporary user, who is deleted whatever happened. The id
 * has the length and the characters that `keepIds` allows at most: who takes it takes them all. A call that cannot be
 * stopped in between, so that nobody is left behind; whom a crash leaves is found by the next preflight.
 */
export const probeIds = async (options: IdProbeOptions): Promise<IdProbe> => {
  for (let attempt = 1; ; attempt += 1) {
    const probe = await tryOnce(options)
    if (probe.outcome !== 'no_answer' || attempt === attempts) return probe
  }
}

const attempts = 3

const tryOnce = async ({ send, randomBytes, now }: IdProbeOptions): Promise<IdProbe> => {
  const id = `${Buffer.from(randomBytes(59)).toString('hex')}A_-.@:+=|Z`
  try {
    const { value: user, refusal } = await createUser(send, {
      ...createCanaryBody({}, now(), randomBytes),
      id,
    })
    if (refusal !== undefined) return { outcome: 'refused', code: refusal.code }
    const outcome = user.id === id ? 'kept' : 'dropped'
    return (await isDeleted(send, user.id)) ? { outcome } : { outcome, leftBehind: user.id }
  } catch (error) {
    if (!(error instanceof AmbiguousOutcomeError || error instanceof RetriesExhaustedError)) throw error
    // A create without an answer may have made a user all the same.
    await deleteStaleCanaries(send)
    return { outcome: 'no_answer', code: error.reason }
  }
}

const isDeleted = async (send: Send, userId: string): Promise<boolean> => {
  try {
    return (await deleteUser(send, userId)).refusal === undefined
  } catch {
    return false
  }
}
