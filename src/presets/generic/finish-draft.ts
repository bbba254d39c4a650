import { passwordAlgorithms } from '../../password/password-algorithm.js'
import { recognisePassword } from '../../password/recognise-password.js'
import type { PresetContext, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { putPassword } from '../vocabulary/put-password.js'
import { finishState } from './finish-state.js'
import type { GenericDraft } from './generic-draft.js'
import { finishFactors } from './set-factors.js'

/** Brings together what only makes sense when every column has been read. */
export const finishDraft = (draft: GenericDraft, context: PresetContext): UserRecord | Skip => {
  const { user } = draft
  const skip = finishState(draft, context)
  if (skip !== undefined) return skip
  finishFactors(draft)
  if (user.name === undefined) nameUser(user)
  finishPassword(draft, context)
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

const finishPassword = (draft: GenericDraft, context: PresetContext): void => {
  const { user, passwordDigest, passwordAlgorithm } = draft
  const password = user.password
  if (passwordDigest !== undefined) {
    const algorithm = findAlgorithm(passwordAlgorithm)
    if (algorithm === undefined) putHash(draft, passwordDigest, context)
    else {
      user.passwordDigest = passwordDigest
      user.passwordAlgorithm = algorithm
    }
  }
  if (user.passwordDigest === undefined && draft.passwordHash !== undefined) {
    putHash(draft, draft.passwordHash, context)
  }
  if (password !== undefined && looksHashed(password)) {
    user.password = undefined
    if (user.passwordDigest === undefined) putHash(draft, password, context)
  }
}

const putHash = (
  { user, passwordAlgorithm, passwordParams }: GenericDraft,
  hash: GenericDraft['passwordHash'],
  { passwordParams: configured }: PresetContext,
): void => {
  const params =
    passwordAlgorithm === undefined && passwordParams === undefined
      ? configured
      : {
          ...configured,
          ...(passwordAlgorithm === undefined ? {} : { algorithm: passwordAlgorithm.trim().toLowerCase() }),
          ...passwordParams,
        }
  putPassword(user, 'generic', hash, params)
}

const findAlgorithm = (name: string | undefined) => {
  const folded = name?.trim().toLowerCase()
  return folded === undefined
    ? undefined
    : passwordAlgorithms.find((algorithm) => algorithm.toLowerCase() === folded)
}

/**
 * Many tables call the column of the hash `password`. Nobody's own password reads like a hash string or is
 * nothing but 32 hex digits or more; taken for plaintext it would lock the person out without a word.
 */
const looksHashed = (password: string): boolean =>
  password.length >= 32 &&
  (/^[${:*]|^(?:pbkdf2|scrypt|argon2|bcrypt|sha\d+|md5)[_:$]/.test(password) ||
    /^[\da-f]+$/i.test(password)) &&
  !notHashed.has(recognisePassword(password).family)

const notHashed: ReadonlySet<string> = new Set(['unknown', 'none', 'plaintext', 'unusable'])
