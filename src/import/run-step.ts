import type { Send } from '../logto/http/api-call.js'
import { deleteIdentity, putIdentity } from '../logto/calls/identities.js'
import { addSecondFactor, deleteSecondFactor, listSecondFactors } from '../logto/calls/mfa-verifications.js'
import type { Refusal } from '../logto/http/refusal.js'
import {
  removeOrganizationRole,
  removeOrganizationUser,
  removeRoleFromUser,
} from '../logto/calls/remove-memberships.js'
import { expirePassword, suspendUser } from '../logto/calls/users.js'
import type { Step } from './units.js'

/** A step that is a request of its own. */
export type RequestStep = Exclude<Step, { kind: 'keepPassword' }>

/** Answers that say that the step is done already: an earlier attempt was applied and its answer lost. */
const alreadyDone = new Set(['user.totp_already_in_use', 'user.backup_code_already_in_use'])

/** Steps that take something away: whoever does not have it any more is as wanted. */
const removals = new Set<Step['kind']>(['unlink', 'dropRole', 'leave', 'dropOrganizationRoles'])

/**
 * Carries out one step; all of them may be sent again. Returns the code of a refusal for good, undefined when
 * the step is done.
 *
 * @throws {RetriesExhaustedError} when it is not settled after many attempts
 */
export const runStep = async (send: Send, userId: string, step: RequestStep): Promise<string | undefined> => {
  const refusal = await sendStep(send, userId, step)
  if (refusal === undefined || alreadyDone.has(refusal.code)) return undefined
  return removals.has(step.kind) && isAbsence(refusal) ? undefined : refusal.code
}

const isAbsence = ({ status, code }: Refusal): boolean =>
  status === 404 || code === 'organization.require_membership'

const sendStep = async (send: Send, userId: string, step: RequestStep): Promise<Refusal | undefined> => {
  switch (step.kind) {
    case 'suspend':
      return (await suspendUser(send, userId, true)).refusal
    case 'unsuspend':
      return (await suspendUser(send, userId, false)).refusal
    case 'expire':
      return expirePassword(send, userId)
    case 'identity':
      return putIdentity(send, userId, step.target, step)
    case 'unlink':
      return deleteIdentity(send, userId, step.target)
    case 'factor':
      return addSecondFactor(send, userId, step.factor)
    case 'clearFactors':
      return clearFactors(send, userId)
    case 'dropRole':
      return removeRoleFromUser(send, userId, step.roleId)
    case 'leave':
      return removeOrganizationUser(send, step.organizationId, userId)
    case 'dropOrganizationRoles':
      return dropOrganizationRoles(send, userId, step)
  }
}

/** Only the kinds that an import gives: a passkey that the user has added since stays. */
const clearFactors = async (send: Send, userId: string): Promise<Refusal | undefined> => {
  const factors = await listSecondFactors(send, userId)
  // Backup codes first: Logto keeps them only beside another factor.
  const imported = ['BackupCode', 'Totp'].flatMap((type) => factors.filter((factor) => factor.type === type))
  for (const { id } of imported) {
    const refusal = await deleteSecondFactor(send, userId, id)
    if (refusal !== undefined && refusal.status !== 404) return refusal
  }
  return undefined
}

const dropOrganizationRoles = async (
  send: Send,
  userId: string,
  { organizationId, roleIds }: Extract<Step, { kind: 'dropOrganizationRoles' }>,
): Promise<Refusal | undefined> => {
  for (const roleId of roleIds) {
    const refusal = await removeOrganizationRole(send, organizationId, userId, roleId)
    if (refusal !== undefined && !isAbsence(refusal)) return refusal
  }
  return undefined
}
