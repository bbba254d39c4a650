import type { UserRecord } from '../user-record.js'

/** Marks a user who has a password in the source that the export does not hold. */
export const losePassword = (user: UserRecord, message: string): void => {
  const reason = 'hash_not_exported'
  user.unconvertiblePassword = { reason, message }
  user.losses.push({ kind: 'password', detail: message, reason })
}
