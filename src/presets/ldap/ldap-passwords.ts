import { convertPassword } from '../../password/convert-password.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putPassword } from '../vocabulary/put-password.js'
import type { LdapEntry } from './ldap-entry.js'

/** A user may have several passwords; the first that Logto can verify is taken. */
export const putLdapPassword = (
  user: UserRecord,
  entry: LdapEntry,
  { passwordParams }: PresetContext,
): void => {
  const stored = entry.texts('userPassword')
  if (stored.length > 1) {
    const usable = stored.find((value) => !('reason' in convertPassword('ldap', value, passwordParams)))
    putPassword(user, 'ldap', usable ?? stored[0], passwordParams)
    const detail = 'The user has several passwords; Logto holds one.'
    user.losses.push({ kind: 'password', detail })
  } else if (stored.length === 1) putPassword(user, 'ldap', stored[0], passwordParams)
  else if (entry.text('sAMAccountName') !== undefined) {
    const reason = 'password_elsewhere'
    const message = 'Active Directory gives no passwords out.'
    user.unconvertiblePassword = { reason, message }
    user.losses.push({ kind: 'password', detail: message, reason })
  } else if (entry.first('userPassword') !== undefined) {
    const reason = 'password_encoding'
    const message = 'The stored password is not UTF-8 text.'
    user.unconvertiblePassword = { reason, message }
    user.losses.push({ kind: 'password', detail: message, reason })
  }
}
