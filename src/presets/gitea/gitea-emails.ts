import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const giteaEmails = userRows(
  'emails',
  'Table email_address: uid, email, is_activated',
  ['uid', 'user_id'],
  ['email', 'is_activated'],
)

/** The row of the primary address says whether it is confirmed; the others are kept. */
export const putGiteaEmails = (user: UserRecord, context: PresetContext): void => {
  const rows = user.id === undefined ? [] : context.related('emails', user.id)
  const addresses = rows.flatMap((row) => {
    const value = readText(row['email'])
    return value === undefined ? [] : [{ value, isVerified: readBoolean(row['is_activated']) }]
  })
  const primary = user.primaryEmail?.toLowerCase()
  const own = addresses.find(({ value }) => value.toLowerCase() === primary)
  if (own?.isVerified !== undefined) user.emailVerified = own.isVerified
  keepOtherAddresses(user, 'otherEmails', addresses, user.primaryEmail)
}
