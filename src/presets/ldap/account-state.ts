import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { endAccount } from '../vocabulary/end-account.js'
import { readDirectoryTime } from './directory-values.js'
import type { LdapEntry } from './ldap-entry.js'

/** Bits of `userAccountControl` in Active Directory. */
const accountDisabled = 0x2
const passwordExpired = 0x80_0000

/** How the password policy of OpenLDAP writes that only an administrator can unlock. */
const lockedByAdministrator = '000001010000Z'

/** Sun's and iPlanet's directories, Oracle's, Gluu and Janssen, Zimbra, qmail and Postfix schemas. */
const statusAttributes = [
  'inetUserStatus',
  'orclIsEnabled',
  'gluuStatus',
  'jansStatus',
  'zimbraAccountStatus',
  'accountStatus',
  'mailUserStatus',
]
const lockedStatus =
  /^(?:inactive|disabled|deleted|closed|locked|lockout|suspended|expired|blocked|noaccess|nologin)$/i

/** Suspension and expired passwords. A lock after wrong passwords passes by itself and is not taken over. */
export const readAccountState = (user: UserRecord, entry: LdapEntry, { nowMs }: PresetContext): void => {
  const control = Number(entry.text('userAccountControl') ?? 0)
  user.isSuspended =
    (control & accountDisabled) !== 0 ||
    entry.text('pwdAccountLockedTime') === lockedByAdministrator ||
    readBoolean(entry.first('nsAccountLock')) === true ||
    readBoolean(entry.first('loginDisabled')) === true ||
    readBoolean(entry.first('ds-pwp-account-disabled')) === true ||
    // A D among the flags of Samba; words of Sun's, Oracle's and iPlanet's directories; the role of 389 Directory Server.
    /^\[[^\]]*D/.test(entry.text('sambaAcctFlags') ?? '') ||
    statusAttributes.some((name) => lockedStatus.test(entry.text(name) ?? '')) ||
    /^cn=nsManagedDisabledRole,/i.test(entry.text('nsRoleDN') ?? '')
  for (const [attribute, end] of readEnds(entry)) endAccount(user, attribute, end, nowMs)
  user.isPasswordExpired =
    (control & passwordExpired) !== 0 ||
    entry.text('pwdLastSet') === '0' ||
    readBoolean(entry.text('pwdReset')) === true
}

const readEnds = (entry: LdapEntry): [string, string | undefined][] => [
  ['accountExpires', readExpiry(entry.text('accountExpires'))],
  ['shadowExpire', readDays(entry.text('shadowExpire'))],
  ['krbPrincipalExpiration', readDirectoryTime(entry.text('krbPrincipalExpiration'))],
  ['loginExpirationTime', readDirectoryTime(entry.text('loginExpirationTime'))],
  ['pwdEndTime', readDirectoryTime(entry.text('pwdEndTime'))],
  ['ds-pwp-account-expiration-time', readDirectoryTime(entry.text('ds-pwp-account-expiration-time'))],
]

/** Days since 1970, as in /etc/shadow; none, -1 and 99999 are never. */
const readDays = (text: string | undefined): string | undefined => {
  const days = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0
  return days > 0 && days < 99_999 ? new Date(days * 86_400_000).toISOString() : undefined
}

const readExpiry = (text: string | undefined): string | undefined =>
  text === '0' ? undefined : readDirectoryTime(text)
