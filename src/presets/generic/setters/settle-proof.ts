import type { UserRecord } from '../../user-record.js'
import { addNote, type GenericDraft } from '../generic-draft.js'

/**
 * `verified` of a record: of its one address; of several, yes speaks for the e-mail address, and no for none of them. A flag of its
 * own goes before it.
 */
export const settleProof = (
  user: UserRecord,
  { column, isVerified }: NonNullable<GenericDraft['proof']>,
): void => {
  const hasEmail = user.primaryEmail !== undefined
  const isOpen = user.primaryPhone !== undefined && user.phoneVerified === undefined
  if (hasEmail) user.emailVerified ??= isVerified
  if (!isOpen) return
  if (!hasEmail || !isVerified) user.phoneVerified = isVerified
  if (!hasEmail) return
  const taken = isVerified
    ? 'read as that of the e-mail address, and as nothing said of the phone number'
    : 'read as that of neither'
  addNote(user, {
    code: 'proof_unclear',
    field: column,
    message: `${column}: expected to be told whose proof it is, beside an e-mail address and a phone number; ${taken}. Map it under columns to emailVerified or phoneVerified to say so.`,
  })
}
