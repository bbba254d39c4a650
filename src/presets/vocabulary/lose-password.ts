import type { UserRecord } from '../user-record.js'

/** Marks a user who has a password in the source that the export does not hold. */
export const losePassword = (user: UserRecord, message: string): void => {
  user.unconvertiblePassword = { reason: 'hash_not_exported', message }
  user.losses.push({ kind: 'password', detail: message })
}
