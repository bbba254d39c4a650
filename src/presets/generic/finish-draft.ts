import type { PresetContext, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { joinName } from '../vocabulary/join-name.js'
import { finishState } from './finish-state.js'
import type { GenericDraft } from './generic-draft.js'
import { joinPhone } from './setters/join-phone.js'
import { finishFactors } from './setters/set-factors.js'
import { settleIdentities } from './settle-identities.js'
import { settlePair } from './setters/pair-identity.js'
import { settleProof } from './setters/settle-proof.js'
import { settlePassword } from './setters/settle-password.js'

/** Brings together what only makes sense when every column has been read. */
export const finishDraft = (draft: GenericDraft, context: PresetContext): UserRecord | Skip => {
  const { user } = draft
  const skip = finishState(draft, context)
  if (skip !== undefined) return skip
  finishFactors(draft)
  if (draft.phoneCountry !== undefined) joinPhone(draft, draft.phoneCountry)
  if (user.name === undefined) nameUser(user)
  settlePassword(draft, context)
  settlePair(draft, context)
  settleIdentities(user, context)
  takeUsernameForEmail(user, draft.proof?.isVerified)
  if (draft.proof !== undefined) settleProof(user, draft.proof)
  user.migratedFrom.system ??= 'generic'
  if (user.id !== undefined) user.migratedFrom.id ??= user.id
  return user
}

const nameUser = (user: UserRecord): void => {
  const { givenName, middleName, familyName } = user.profile
  const parts = [givenName, middleName, familyName].filter((part) => typeof part === 'string')
  const name = joinName(...parts)
  if (name !== undefined) user.name = name
}
