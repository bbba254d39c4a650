import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { isBulkRow, isExampleRow, openBulkRow } from './bulk-row.js'
import { readEntraIdentities } from './entra-identities.js'
import type { Preset, PresetContext, Recognition, RelatedFile, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues, type Clue } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'

const memberFile = (name: string, title: string): RelatedFile => ({
  name,
  title,
  keysOf: (row) => {
    const id = readText(row['userId'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ name: group = null }) => ({ name: group }),
})

/** Microsoft Entra External ID and Azure AD B2C: users of Microsoft Graph, the portal's CSV, or its bulk template. */
export const entra: Preset = {
  name: 'entra',
  title: 'Microsoft Entra ID, Azure AD B2C',
  aliases: ['azure-b2c', 'azure-ad-b2c'],
  relatedFiles: [
    memberFile('groups', 'Group members, one row per user and group: userId, name'),
    memberFile('directoryRoles', 'Directory roles, one row per user and role: userId, name'),
  ],
  recognise: (sample) => recogniseEntra(sample),
  toUser: (record, context) =>
    isBulkRow(record) ? mapBulkRow(record, context) : mapEntraUser(record, context),
}

const recogniseEntra = (sample: readonly JsonObject[]): Recognition => {
  const opened = sample.map((record) => (isBulkRow(record) ? openBulkRow(record) : record))
  return recogniseByClues(opened, clues)
}

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

/** The template of "Bulk create": a row a person, once the example is taken out. */
const mapBulkRow = (record: JsonObject, context: PresetContext): UserRecord | Skip =>
  isExampleRow(record)
    ? { skip: 'example_row', reason: 'The row of the template that shows how to fill it in.' }
    : mapEntraUser(openBulkRow(record), context)

const mapEntraUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  if (readText(record['deletedDateTime']) !== undefined) {
    return { skip: 'deleted_user', reason: 'The user was deleted and waits in the recycle bin.' }
  }
  const user = createUserRecord()
  // The portal's CSV of older times calls it objectId.
  const id = readText(record['id']) ?? readText(record['objectId'])
  user.id = id
  const signIn = readEntraIdentities(user, record, context)
  readEmail(user, record, signIn.emails)
  readPhone(user, record, signIn.phone)
  user.username = signIn.username
  const givenName = readText(record['givenName'])
  const familyName = readText(record['surname'])
  // B2C writes `unknown` where a sign-up form did not ask.
  const displayName = readText(record['displayName'])
  user.name =
    displayName === undefined || displayName === 'unknown' ? joinName(givenName, familyName) : displayName
  user.profile = { givenName, familyName, locale: readText(record['preferredLanguage']) }
  readAddress(user, record)
  const isEnabled = readBoolean(record['accountEnabled'])
  user.isSuspended = isEnabled === undefined ? undefined : !isEnabled
  if (signIn.hasPassword) {
    user.losses.push({ kind: 'password', detail: 'Microsoft gives no password hashes out.' })
  }
  readMemberships(user, id, context)
  readExtensions(user, record)
  keepAddedFields(user, 'entra', withoutExtensions(record), readElsewhere)
  user.migratedFrom = {
    system: 'entra',
    id,
    createdAt: readTimestamp(record['createdDateTime']),
    lastSignInAt: readLastSignIn(record),
    userPrincipalName: readText(record['userPrincipalName']),
    userType: readText(record['userType']),
  }
  return user
}

/** Groups are what applications ask for; directory roles are rights in Microsoft's own tenant, and no roles elsewhere. */
const readMemberships = (user: UserRecord, id: string | undefined, { related }: PresetContext): void => {
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

const readAddress = (user: UserRecord, record: JsonObject): void => {
  const address = {
    streetAddress: readText(record['streetAddress']),
    locality: readText(record['city']),
    region: readText(record['state']),
    postalCode: readText(record['postalCode']),
    country: readText(record['country']),
  }
  if (Object.values(address).some((part) => part !== undefined)) user.profile.address = address
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

const withoutExtensions = (record: JsonObject): JsonObject => {
  const others: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    const isEmptyList = Array.isArray(value) && value.length === 0
    if (!isEmptyList && !extension.test(key) && !key.includes('@odata')) setPath(others, [key], value)
  }
  return others
}

const readLastSignIn = (record: JsonObject): string | undefined => {
  const activity = record['signInActivity']
  if (typeof activity !== 'object' || activity === null || Array.isArray(activity)) return undefined
  return readTimestamp(activity['lastSignInDateTime'])
}

const readElsewhere: ReadonlySet<string> = new Set([
  'accountEnabled',
  'city',
  'country',
  'createdDateTime',
  'deletedDateTime',
  'displayName',
  'givenName',
  'id',
  'identities',
  'mail',
  'mobilePhone',
  'objectId',
  'otherMails',
  'passwordPolicies',
  'passwordProfile',
  'postalCode',
  'preferredLanguage',
  'signInActivity',
  'state',
  'streetAddress',
  'surname',
  'telephoneNumber',
  'userPrincipalName',
  'userType',
])
