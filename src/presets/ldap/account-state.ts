import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readDirectoryTime } from './directory-values.js'
import type { LdapEntry } from './ldap-entry.js'

/** Bits of `userAccountControl` in Active Directory. */
const accountDisabled = 0x2
const passwordExpired = 0x80_0000

/** How the password policy of OpenLDAP writes that only an administrator can unlock. */
const lockedByAdministrator = '000001010000Z'

/** Suspension and expired passwords. A lock after wrong passwords passes by itself and is not taken over. */
export const readAccountState = (user: UserRecord, entry: LdapEntry, { nowMs }: PresetContext): void => {
  const control = Number(entry.text('userAccountControl') ?? 0)
  const expiresAt = readExpiry(entry.text('accountExpires'))
  user.isSuspended =
    (control & accountDisabled) !== 0 ||
    entry.text('pwdAccountLockedTime') === lockedByAdministrator ||
    readBoolean(entry.text('nsAccountLock')) === true ||
    readBoolean(entry.text('loginDisabled')) === true ||
    readBoolean(entry.text('ds-pwp-account-disabled')) === true ||
    (expiresAt !== undefined && nowMs !== undefined && Date.parse(expiresAt) <= nowMs)
  user.isPasswordExpired =
    (control & passwordExpired) !== 0 ||
    entry.text('pwdLastSet') === '0' ||
    readBoolean(entry.text('pwdReset')) === true
}

const readExpiry = (text: string | undefined): string | undefined =>
  text === '0' ? undefined : readDirectoryTime(text)
