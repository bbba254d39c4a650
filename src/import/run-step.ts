import type { Send } from '../logto/api-call.js'
import { putIdentity } from '../logto/identities.js'
import { addSecondFactor } from '../logto/mfa-verifications.js'
import type { Refusal } from '../logto/refusal.js'
import { expirePassword, suspendUser } from '../logto/users.js'
import type { Step } from './units.js'

/** Answers that say that the step is done already: an earlier attempt was applied and its answer lost. */
const alreadyDone = new Set(['user.totp_already_in_use', 'user.backup_code_already_in_use'])

/**
 * Carries out one step; all of them may be sent again. Returns the code of a refusal for good, undefined when
 * the step is done.
 *
 * @throws {RetriesExhaustedError} when it is not settled after many attempts
 */
export const runStep = async (send: Send, userId: string, step: Step): Promise<string | undefined> => {
  const refusal = await sendStep(send, userId, step)
  return refusal === undefined || alreadyDone.has(refusal.code) ? undefined : refusal.code
}

const sendStep = async (send: Send, userId: string, step: Step): Promise<Refusal | undefined> => {
  switch (step.kind) {
    case 'suspend':
      return (await suspendUser(send, userId, true)).refusal
    case 'expire':
      return expirePassword(send, userId)
    case 'identity':
      return putIdentity(send, userId, step.target, step)
    case 'factor':
      return addSecondFactor(send, userId, step.factor)
  }
}
