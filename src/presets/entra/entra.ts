import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { recogniseByClues, type Clue } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { openAdminCenterRow } from './admin-center-row.js'
import { openBulkRow } from './bulk-row.js'
import { readEntraIdentities } from './entra-identities.js'

const clues: readonly Clue[] = [
  {
    evidence: 'userPrincipalName',
    weight: 0.4,
    isOwn: true,
    holds: (record) => 'userPrincipalName' in record && !isDirectoryEntry(record),
  },
  {
    evidence: 'displayName beside givenName, surname, accountEnabled or otherMails',
    weight: 0.3,
    holds: (record) =>
      'displayName' in record &&
      !isDirectoryEntry(record) &&
      ['givenName', 'surname', 'accountEnabled', 'otherMails'].some((key) => key in record),
  },
  {
    evidence: 'identities with signInType, or columns of Microsoft Graph or the portal',
    weight: 0.3,
    isOwn: true,
    holds: (record) =>
      !isDirectoryEntry(record) &&
      (readObjects(record['identities']).some((one) => 'signInType' in one) ||
        'otherMails' in record ||
        ('accountEnabled' in record && 'displayName' in record)),
  },
]

/** On-premises Active Directory names things alike. */
const isDirectoryEntry = (record: JsonObject): boolean =>
  ['dn', 'DN', 'sAMAccountName', 'SamAccountName', 'objectClass', 'distinguishedName'].some(
    (key) => key in record,
  )

const openRow = (record: JsonObject): JsonObject => openAdminCenterRow(openBulkRow(record))

const memberFile = (name: string, title: string): RelatedFile => userRows(name, title, ['userId'], ['name'])

/** Microsoft Entra External ID and Azure AD B2C: users of Microsoft Graph, the portal's CSV, or its bulk template. */
export const entra = declarePreset({
  name: 'entra',
  title: 'Microsoft Entra ID, Azure AD B2C',
  aliases: ['azure-b2c', 'azure-ad-b2c'],
  relatedFiles: [
    memberFile('groups', 'Group members, one row per user and group: userId, name'),
    memberFile('directoryRoles', 'Directory roles, one row per user and role: userId, name'),
  ],
  forms: (sample) => recogniseByClues(sample.map(openRow), clues),
  prepare: openRow,
  skips: [
    skipWhenTrue('isExampleRow', 'example_row', 'The row of the template that shows how to fill it in.'),
    {
      skip: 'deleted_user',
      reason: 'The user was deleted and waits in the recycle bin.',
      when: (record) => readText(record['deletedDateTime']) !== undefined,
    },
  ],
  fields: {
    // The portal's CSV of older times calls it objectId.
    'id | objectId': 'id',
    // B2C writes `unknown` where a sign-up form did not ask.
    displayName: (user, value) => {
      const name = readText(value)
      if (name !== 'unknown') user.name = name
      return true
    },
    givenName: 'profile.givenName',
    surname: 'profile.familyName',
    preferredLanguage: 'profile.locale',
    streetAddress: 'profile.address.streetAddress',
    city: 'profile.address.locality',
    state: 'profile.address.region',
    postalCode: 'profile.address.postalCode',
    country: 'profile.address.country',
    accountEnabled: '!isSuspended',
    createdDateTime: 'migratedFrom.createdAt',
    'signInActivity.lastSignInDateTime': 'migratedFrom.lastSignInAt',
    userPrincipalName: 'migratedFrom.userPrincipalName',
    userType: 'migratedFrom.userType',
    ...unread(`deletedDateTime identities mail mobilePhone otherMails passwordPolicies passwordProfile signInActivity
      telephoneNumber`),
  },
  finish: (user, record, context) => {
    const signIn = readEntraIdentities(user, record, context)
    readEmail(user, record, signIn.emails)
    readPhone(user, record, signIn.phone)
    user.username = signIn.username
    if (signIn.hasPassword) {
      user.losses.push({ kind: 'password', detail: 'Microsoft gives no password hashes out.' })
    }
    readMemberships(user, context)
    readExtensions(user, record)
  },
  keeps: (left) => left && withoutExtensions(left),
})

/** Groups are what applications ask for; directory roles are rights in Microsoft's own tenant, and no roles elsewhere. */
const readMemberships = (user: UserRecord, { related }: PresetContext): void => {
  const { id } = user
  if (id === undefined) return
  const namesOf = (file: string): string[] => related(file, id).flatMap(({ name }) => readText(name) ?? [])
  user.roles = namesOf('groups')
  const directoryRoles = namesOf('directoryRoles')
  if (directoryRoles.length > 0) user.customData['directoryRoles'] = directoryRoles
}

/** Never the principal name of a local account: it is made up of the id and delivers nowhere. */
const readEmail = (user: UserRecord, record: JsonObject, signInEmails: readonly string[]): void => {
  const mail = readText(record['mail'])
  const others = readList(record['otherMails'])
  user.primaryEmail = signInEmails[0] ?? mail ?? others[0]
  if (signInEmails.length > 0) user.emailVerified = true
  const all: SourceAddress[] = signInEmails.map((value) => ({ value, isVerified: true }))
  for (const value of mail === undefined ? others : [mail, ...others])
    all.push({ value, isVerified: undefined })
  keepOtherAddresses(user, 'otherEmails', all, user.primaryEmail)
}

/** A number to sign in with was proved; one of the profile is what somebody typed. */
const readPhone = (user: UserRecord, record: JsonObject, signInPhone: string | undefined): void => {
  user.primaryPhone = signInPhone ?? readText(record['mobilePhone']) ?? readText(record['telephoneNumber'])
  if (user.primaryPhone !== undefined) user.phoneVerified = signInPhone !== undefined
}

/** `extension_<application id without dashes>_<name>`. */
const extension = /^extension_[\da-z]+_(.+)$/i

const readExtensions = ({ customData }: UserRecord, record: JsonObject): void => {
  for (const key of Object.keys(record)) {
    const name = extension.exec(key)?.[1]
    const value = record[key]
    if (name === undefined || value === undefined || value === null || value === '') continue
    setPath(customData, ['extensions', name], value)
  }
}

const withoutExtensions = (left: JsonObject): JsonObject | undefined => {
  for (const key of Object.keys(left)) if (extension.test(key) || key.includes('@odata')) delete left[key]
  return Object.keys(left).length > 0 ? left : undefined
}
