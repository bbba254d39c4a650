import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepMetadata } from '../vocabulary/keep-metadata.js'
import { keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues, type Clue } from '../vocabulary/recognise-by-clues.js'
import { readFusionauthFactors } from './fusionauth-factors.js'
import { addFusionauthGroups, fusionauthGroups, groupNames } from './fusionauth-groups.js'
import { addFusionauthLinks, fusionauthLinks } from './fusionauth-links.js'
import { fusionauthPasswords, putFusionauthPassword, secretKeys } from './fusionauth-passwords.js'
import { loseField } from '../declare/place-field.js'
import { endAccount } from '../vocabulary/end-account.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** `GET /api/user/:id` wraps the one user it gives. */
const openUser = (record: JsonObject): JsonObject => {
  const inner = record['user']
  return isObject(inner) && !('id' in record) ? inner : record
}

const clues: readonly Clue[] = [
  {
    evidence: 'insertInstant, lastLoginInstant or lastUpdateInstant',
    weight: 0.4,
    isOwn: true,
    holds: hasAnyName('insertInstant', 'lastLoginInstant', 'lastUpdateInstant', 'passwordLastUpdateInstant'),
  },
  {
    evidence: 'uniqueUsername, usernameStatus or breachedPasswordStatus, or registrations with applicationId',
    weight: 0.2,
    isOwn: true,
    holds: (user) =>
      hasAnyName('uniqueUsername', 'usernameStatus', 'breachedPasswordStatus')(user) ||
      readObjects(user['registrations']).some((one) => 'applicationId' in one),
  },
  { evidence: 'encryptionScheme', weight: 0.2, isOwn: true, holds: hasAnyName('encryptionScheme') },
  {
    evidence: 'memberships, preferredLanguages or tenantId, or active beside verified',
    weight: 0.2,
    holds: (user) =>
      hasAnyName('memberships', 'preferredLanguages')(user) ||
      ('active' in user && ('tenantId' in user || 'verified' in user)),
  },
]

/** FusionAuth: users of the API (search, retrieve), or of its import API with their hashes. */
export const fusionauth = declarePreset({
  name: 'fusionauth',
  title: 'FusionAuth',
  relatedFiles: [
    fusionauthPasswords,
    fusionauthLinks,
    fusionauthGroups,
    organizationsFile('Tenants of the API, which become organizations', 'tenants'),
  ],
  forms: (sample) => recogniseByClues(sample.map(openUser), clues),
  prepare: openUser,
  fields: {
    id: 'id',
    email: 'primaryEmail',
    'uniqueUsername | username': null,
    fullName: 'name',
    firstName: 'profile.givenName',
    lastName: 'profile.familyName',
    middleName: 'profile.middleName',
    birthDate: 'profile.birthdate',
    timezone: 'profile.zoneinfo',
    preferredLanguages: (user, value) => {
      user.profile.locale = readList(value)[0]
      return true
    },
    imageUrl: 'avatar',
    active: '!isSuspended',
    insertInstant: 'migratedFrom.createdAt',
    lastLoginInstant: 'migratedFrom.lastSignInAt',
    lastUpdateInstant: 'migratedFrom.updatedAt',
    // Nobody signs in after it.
    expiry: (user, value, { nowMs }) => {
      const end = readTimestamp(value)
      if (end === undefined) return loseField(user, 'expiry', 'a moment')
      user.migratedFrom['expiresAt'] = end
      endAccount(user, 'expiry', end, nowMs)
      return true
    },
    ...unread(secretKeys.join(' ')),
    ...unread(`data identities identityProviderLinks memberships mobilePhone passwordLastUpdateInstant phoneNumber
      registrations twoFactor twoFactorEnabled twoFactorSecret verified`),
    ...unread(`breachedPasswordLastCheckedInstant breachedPasswordStatus cleanSpeakId connectorId usernameStatus
      verifiedInstant`),
  },
  finish: (user, record, context) => {
    readIdentifiers(user, record)
    putFusionauthPassword(user, record, user.id, context)
    addFusionauthLinks(user, record, user.id, context)
    readFusionauthFactors(user, record)
    keepMetadata(user, record, 'data', 'data')
    addRoles(user, record)
    addFusionauthGroups(user, record, context)
    addTenant(user, record, context)
  },
  keeps: (left, record, context) => keepRegistrations(left, record, groupNames(record, context)),
})

/**
 * Newer versions list identities with a flag each; in older ones `verified` speaks of the e-mail address.
 * `mobilePhone` is a field of the profile that nobody verifies.
 */
const readIdentifiers = (user: UserRecord, record: JsonObject): void => {
  const identities = readObjects(record['identities']).filter((one) => readText(one['value']) !== undefined)
  const ofType = (type: string): SourceAddress[] =>
    identities
      .filter((one) => one['type'] === type)
      .sort((a, b) => Number(b['primary'] === true) - Number(a['primary'] === true))
      .map((one) => ({ value: readText(one['value'])!, isVerified: readBoolean(one['verified']) }))
  const emails = ofType('email')
  user.primaryEmail ??= emails[0]?.value
  user.emailVerified =
    emails.find(({ value }) => value.toLowerCase() === user.primaryEmail?.toLowerCase())?.isVerified ??
    (user.primaryEmail === undefined ? undefined : readBoolean(record['verified']))
  keepOtherAddresses(user, 'otherEmails', emails, user.primaryEmail)
  const phones = ofType('phoneNumber')
  const phone = phones[0] ?? readPhone(record['phoneNumber'])
  user.primaryPhone = phone?.value ?? readText(record['mobilePhone'])
  if (user.primaryPhone !== undefined) user.phoneVerified = phone === undefined ? false : phone.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, user.primaryPhone)
  // uniqueUsername carries a number where several users chose the same name.
  user.username =
    readText(record['uniqueUsername']) ?? readText(record['username']) ?? ofType('username')[0]?.value
}

const addRoles = ({ roles }: UserRecord, record: JsonObject): void => {
  for (const registration of readObjects(record['registrations'])) {
    for (const role of readList(registration['roles'])) if (!roles.includes(role)) roles.push(role)
  }
}

/** Registrations without their tokens of applications and providers: custom data is readable by every application. */
const keepRegistrations = (
  left: JsonObject = {},
  record: JsonObject,
  groups: string[],
): JsonObject | undefined => {
  const registrations = readObjects(record['registrations']).map(
    ({ applicationId = null, roles = null, username = null, data = null }) => ({
      applicationId,
      roles: readList(roles),
      username,
      data,
    }),
  )
  const groupIds = readObjects(record['memberships']).flatMap((membership) => membership['groupId'] ?? [])
  if (registrations.length > 0) left['registrations'] = registrations
  if (groupIds.length > 0) left['groupIds'] = groupIds
  if (groups.length > 0) left['groups'] = groups
  return Object.keys(left).length > 0 ? left : undefined
}

/** Asked for by giving the file: most instances have one tenant, which is no organization. */
const addTenant = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const id = readText(record['tenantId'])
  const listed = id === undefined ? undefined : context.related('tenants', id)[0]
  if (listed !== undefined) user.organizations.push({ ...readOrganization(listed), roles: [] })
}

const readPhone = (value: JsonObject[string] | undefined): SourceAddress | undefined => {
  const text = readText(value)
  return text === undefined ? undefined : { value: text, isVerified: undefined }
}
