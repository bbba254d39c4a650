// No declaration: attributes have no case, options and several values, of which a table of field → place reads none.

import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { readAccountState } from './account-state.js'
import { classify, isDirectoryEntry } from './classify-entry.js'
import { decodeGuid, readDirectoryTime } from './directory-values.js'
import { ldapGroups, putLdapGroups } from './ldap-groups.js'
import { openEntry, type LdapEntry } from './ldap-entry.js'
import { putLdapPassword } from './ldap-passwords.js'
import { skipDirectoryAccount } from './skip-directory-account.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserProfile, UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** LDAP directories (OpenLDAP, 389-DS, FreeIPA, PingDS, Active Directory): LDIF, or the same as JSON or CSV. */
export const ldap: Preset = {
  name: 'ldap',
  title: 'LDAP directory',
  isFramework: true,
  relatedFiles: [ldapGroups],
  recognise: (sample) => recogniseLdap(sample),
  toUser: (record, context) => mapLdapUser(openEntry(record), context),
}

const recogniseLdap = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'dn is a distinguished name',
      weight: 0.5,
      isOwn: true,
      holds: (record) => /^[\w.-]+=[^,]*(?:,\s*[\w.-]+=.*)?$/.test(openEntry(record).text('dn') ?? ''),
    },
    {
      evidence: 'objectClass of a person, group or unit',
      weight: 0.5,
      isOwn: true,
      holds: (record) => isDirectoryEntry(openEntry(record)),
    },
  ])

const mapLdapUser = (entry: LdapEntry, context: PresetContext): UserRecord | Skip => {
  const skip = classify(entry) ?? skipDirectoryAccount(entry, context)
  if (skip !== undefined) return skip
  const user = createUserRecord()
  const dn = entry.text('dn')
  const id =
    entry.text('entryUUID', 'nsUniqueId', 'ipaUniqueID', 'GUID') ??
    decodeGuid(entry.first('objectGUID')) ??
    dn
  user.id = id
  user.username = entry.text('uid', 'sAMAccountName')
  readAddresses(user, entry)
  user.name = entry.text('displayName', 'cn') ?? joinName(entry.text('givenName'), entry.text('sn'))
  user.profile = readProfile(entry)
  putLdapPassword(user, entry, context)
  readAccountState(user, entry, context)
  putLdapGroups(user, entry, dn, context)
  keepAttributes(user, entry)
  losePhoto(user, entry)
  user.migratedFrom = {
    system: 'ldap',
    id,
    dn,
    createdAt: readDirectoryTime(entry.text('createTimestamp', 'whenCreated')),
    lastSignInAt: readDirectoryTime(
      entry.text('authTimestamp', 'lastLoginTime', 'lastLogonTimestamp', 'lastLogon'),
    ),
    userPrincipalName: entry.text('userPrincipalName'),
  }
  return user
}

/** Of the numbers only `mobile` belongs to one person alone; office lines are kept as data. */
const readAddresses = (user: UserRecord, entry: LdapEntry): void => {
  const [primary, ...others] = entry.texts('mail')
  user.primaryEmail = primary
  const addresses = others.map((value) => ({ value, isVerified: undefined }))
  keepOtherAddresses(user, 'otherEmails', addresses, primary)
  const [phone, ...phones] = entry.texts('mobile')
  user.primaryPhone = phone
  const numbers = phones.map((value) => ({ value, isVerified: undefined }))
  keepOtherAddresses(user, 'otherPhones', numbers, phone)
}

const readProfile = (entry: LdapEntry): UserProfile => {
  const profile: UserProfile = {}
  const givenName = entry.text('givenName')
  if (givenName !== undefined) profile.givenName = givenName
  const familyName = entry.text('sn')
  if (familyName !== undefined) profile.familyName = familyName
  const locale = entry.text('preferredLanguage')
  if (locale !== undefined) profile.locale = locale
  // A label may follow the address.
  const website = entry.text('labeledURI', 'wWWHomePage')?.split(' ')[0]
  if (website !== undefined) profile.website = website
  const parts: NonNullable<UserProfile['address']> = {}
  // Lines of an address are parted by dollar signs.
  const formatted = entry
    .text('postalAddress')
    ?.split('$')
    .map((line) => line.trim())
    .join('\n')
  if (formatted !== undefined) parts.formatted = formatted
  const streetAddress = entry.text('street', 'streetAddress')
  if (streetAddress !== undefined) parts.streetAddress = streetAddress
  const locality = entry.text('l')
  if (locality !== undefined) parts.locality = locality
  const region = entry.text('st')
  if (region !== undefined) parts.region = region
  const postalCode = entry.text('postalCode')
  if (postalCode !== undefined) parts.postalCode = postalCode
  const country = entry.text('c', 'co')
  if (country !== undefined) parts.country = country
  if (Object.keys(parts).length > 0) profile.address = parts
  return profile
}

const keptAttributes = [
  'company',
  'department',
  'departmentNumber',
  'employeeNumber',
  'employeeType',
  'homePhone',
  'manager',
  'o',
  'ou',
  'telephoneNumber',
  'title',
]

const keepAttributes = ({ customData }: UserRecord, entry: LdapEntry): void => {
  const kept: JsonObject = {}
  for (const name of keptAttributes) {
    const values = entry.texts(name)
    if (values.length > 0) kept[name] = values.length === 1 ? (values[0] ?? null) : values
  }
  if (Object.keys(kept).length > 0) customData['ldap'] = kept
}

const losePhoto = (user: UserRecord, entry: LdapEntry): void => {
  const photo = entry.first('jpegPhoto') ?? entry.first('thumbnailPhoto') ?? entry.first('photo')
  if (photo === undefined) return
  user.losses.push({ kind: 'photo', detail: 'Logto takes the address of a picture, not the picture itself.' })
}
