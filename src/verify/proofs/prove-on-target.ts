import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { verifyPassword } from '../../logto/calls/users.js'
import type { PasswordDiagnosis } from '../../password/diagnose/diagnose-password.js'
import { digestFamily } from '../../password/digest/digest-family.js'
import { findByIdentifiers } from '../find-by-identifiers.js'
import type { KnownPassword } from './known-passwords.js'
import { type PasswordProof, PasswordProofs } from './password-proofs.js'

export interface TargetProofOptions {
  send: Send
  known: readonly KnownPassword[]
  /** Logto ids by source key, from the checkpoint of the run. */
  idsByKey: ReadonlyMap<string, string>
  /** Why a password is wrong, where the source says enough. */
  diagnose: (known: KnownPassword) => Promise<PasswordDiagnosis | undefined>
  stop: AbortSignal
}

/**
 * Asks the target about every known password, one request each. Not read-only: a right password makes Logto replace
 * the stored digest by its own Argon2i.
 */
export const proveOnTarget = async (options: TargetProofOptions): Promise<PasswordProofs> => {
  const { send, known, diagnose, stop } = options
  const users = await findKnownUsers(options)
  const proofs = new PasswordProofs()
  for (const entry of known) {
    stop.throwIfAborted()
    const { label: key, password } = entry
    const user = users.get(entry)
    if (user === undefined) {
      proofs.add({ key, outcome: 'not_found' })
    } else if (user.hasPassword === false) {
      proofs.add({ key, outcome: 'no_password' })
    } else {
      const family = familyOf(user)
      const outcome = await verifyPassword(send, user.id, password, stop)
      const diagnosis = outcome === 'right' ? undefined : explainHere(await diagnose(entry))
      proofs.add({ key, family, outcome, ...diagnosis })
    }
  }
  return proofs
}

/** When the source and its conversion agree with the password, the account is what has changed. */
const explainHere = (
  diagnosis: PasswordDiagnosis | undefined,
): Pick<PasswordProof, 'cause' | 'message'> | undefined =>
  diagnosis?.cause === 'verifies'
    ? {
        cause: 'changed_in_target',
        message: 'The password matches the source; it was changed in the target, or this is another account.',
      }
    : diagnosis

/** As stored before the check; a Logto before 1.38 does not show it. */
const familyOf = ({ passwordAlgorithm, passwordDigest }: LogtoUser): string =>
  passwordAlgorithm && passwordDigest ? digestFamily(passwordAlgorithm, passwordDigest) : 'unknown'

const findKnownUsers = async ({
  send,
  known,
  idsByKey,
  stop,
}: TargetProofOptions): Promise<Map<KnownPassword, LogtoUser>> => {
  const ids = new Map<KnownPassword, string>()
  for (const entry of known) {
    const id = entry.key === undefined ? undefined : idsByKey.get(entry.key)
    if (id !== undefined) ids.set(entry, id)
  }
  const named = known.filter((entry) => !ids.has(entry))
  for (const [entry, user] of await findByIdentifiers(send, named, identifiersOf, stop))
    ids.set(entry, user.id)
  const options = { isCaseSensitive: true, includePasswordHash: true }
  const users = await findUsers(send, 'id', ids.values(), options, stop)
  const byId = new Map(users.map((user) => [user.id, user]))
  const found = new Map<KnownPassword, LogtoUser>()
  for (const [entry, id] of ids) {
    const user = byId.get(id)
    if (user !== undefined) found.set(entry, user)
  }
  return found
}

const identifiersOf = ({ email, phone, username }: KnownPassword) => ({
  primaryEmail: email,
  primaryPhone: phone,
  // An identifier that is an e-mail address or a phone number can never be a username.
  username: username !== undefined && /^[A-Z_a-z]\w*$/.test(username) ? username : undefined,
})
