import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { readAccountState } from '../ldap/account-state.js'
import { openEntry } from '../ldap/ldap-entry.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { classifyAccount } from './classify-account.js'
import { keepDirectoryTime, openDirectoryRow, readDirectoryId } from './directory-row.js'
import { readExpiry } from './read-expiry.js'
import { putDirectoryGroups } from './directory-groups.js'
import { isTelling } from '../declare/is-telling.js'
import { endAccount } from '../vocabulary/end-account.js'

/** In small letters: what only the directory, or PowerShell for it, has. Systems that copy it take names of people alone. */
const directoryNames: ReadonlySet<string> = new Set(
  `useraccountcontrol pwdlastset lastlogontimestamp lastlogondate badpwdcount primarygroupid samaccounttype objectsid
   objectguid whencreated whenchanged accountexpires passwordlastset physicaldeliveryofficename`.split(/\s+/),
)

/** Active Directory: `Get-ADUser` as CSV or JSON, and `csvde` without classes. Entries with classes are LDAP's. */
export const activeDirectory = declarePreset({
  name: 'active-directory',
  title: 'Active Directory',
  aliases: ['ad', 'get-aduser'],
  forms: [
    [
      own(hasFields(0.5, 'SamAccountName', 'DistinguishedName')),
      own(hasFields(0.1, 'DistinguishedName', 'SID')),
      hasAnyField(0.4, 'SID', 'ObjectGUID', 'Enabled', 'UserPrincipalName'),
    ],
    [
      own(hasFields(0.6, 'SamAccountName', 'Enabled')),
      hasAnyField(0.4, 'EmailAddress', 'Surname', 'UserPrincipalName'),
    ],
    [
      own({
        evidence: 'DN and sAMAccountName without objectClass, as csvde -l writes them',
        weight: 1,
        holds: (record) => 'DN' in record && 'sAMAccountName' in record && !('objectClass' in record),
      }),
    ],
    [
      own({
        evidence:
          'sAMAccountName beside another name of the directory without objectClass, as programs write them',
        weight: 0.5,
        holds: (record) => {
          const names = Object.keys(record).map((name) => name.toLowerCase())
          return (
            names.includes('samaccountname') &&
            names.some((name) => directoryNames.has(name)) &&
            !names.includes('objectclass')
          )
        },
      }),
      {
        evidence: 'userAccountControl',
        weight: 0.5,
        holds: (record) => Object.keys(record).some((name) => name.toLowerCase() === 'useraccountcontrol'),
      },
    ],
  ],
  prepare: openDirectoryRow,
  skips: classifyAccount,
  fields: {
    objectguid: readDirectoryId,
    samaccountname: 'username',
    emailaddress: 'primaryEmail',
    mail: 'primaryEmail',
    mobilephone: 'primaryPhone',
    mobile: 'primaryPhone',
    displayname: 'name',
    name: 'name',
    cn: 'name',
    givenname: 'profile.givenName',
    surname: 'profile.familyName',
    sn: 'profile.familyName',
    homepage: 'profile.website',
    wwwhomepage: 'profile.website',
    streetaddress: 'profile.address.streetAddress',
    city: 'profile.address.locality',
    l: 'profile.address.locality',
    state: 'profile.address.region',
    st: 'profile.address.region',
    postalcode: 'profile.address.postalCode',
    country: 'profile.address.country',
    c: 'profile.address.country',
    userprincipalname: 'migratedFrom.userPrincipalName',
    distinguishedname: 'migratedFrom.dn',
    whencreated: keepDirectoryTime('createdAt'),
    created: keepDirectoryTime('createdAt'),
    whenchanged: keepDirectoryTime('updatedAt'),
    modified: keepDirectoryTime('updatedAt'),
    lastlogontimestamp: keepDirectoryTime('lastSignInAt'),
    lastlogondate: keepDirectoryTime('lastSignInAt'),
    passwordlastset: keepDirectoryTime('passwordChangedAt'),
    accountexpirationdate: keepDirectoryTime('accountExpiresAt'),
    // The state of the account, and what kind it is.
    ...unread(`accountexpires enabled memberof objectclass passwordexpired pwdlastset serviceprincipalname
      serviceprincipalnames useraccountcontrol`),
  },
  finish: (user, record, context) => {
    const entry = openEntry(record)
    user.id ??= readText(record['distinguishedname']) ?? user.username
    // A number of the profile is what somebody typed.
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    readAccountState(user, entry, context)
    const { enabled } = record
    if (isTelling(enabled) && readBoolean(enabled) !== true) user.isSuspended = true
    if (readBoolean(record['passwordexpired']) === true) user.isPasswordExpired = true
    const text = user.migratedFrom['accountExpiresText'] ?? null
    const expiresAt = user.migratedFrom['accountExpiresAt'] ?? readExpiry(text, context)
    if (typeof expiresAt === 'string') endAccount(user, 'AccountExpirationDate', expiresAt, context.nowMs)
    putDirectoryGroups(user, record, entry, context)
    losePassword(user, 'Active Directory gives no password hashes out.')
  },
})
