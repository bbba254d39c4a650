import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { addFusionauthGroups, fusionauthGroups } from './fusionauth-groups.js'
import { readFusionauthFactors } from './fusionauth-factors.js'
import { addFusionauthLinks, fusionauthLinks } from './fusionauth-links.js'
import { fusionauthPasswords, putFusionauthPassword, secretKeys } from './fusionauth-passwords.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** FusionAuth: users of the API (search, retrieve), or of its import API with their hashes. */
export const fusionauth: Preset = {
  name: 'fusionauth',
  title: 'FusionAuth',
  relatedFiles: [
    fusionauthPasswords,
    fusionauthLinks,
    fusionauthGroups,
    organizationsFile('Tenants of the API, which become organizations', 'tenants'),
  ],
  recognise: (sample) => recogniseFusionauth(sample),
  toUser: (record, context) => mapFusionauthUser(openUser(record), context),
}

/** `GET /api/user/:id` wraps the one user it gives. */
const openUser = (record: JsonObject): JsonObject => {
  const inner = record['user']
  return isObject(inner) && !('id' in record) ? inner : record
}

const recogniseFusionauth = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample.map(openUser), [
    {
      evidence: 'insertInstant, lastLoginInstant or lastUpdateInstant',
      weight: 0.4,
      isOwn: true,
      holds: hasAnyName(
        'insertInstant',
        'lastLoginInstant',
        'lastUpdateInstant',
        'passwordLastUpdateInstant',
      ),
    },
    {
      evidence:
        'uniqueUsername, usernameStatus or breachedPasswordStatus, or registrations with applicationId',
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
  ])

const mapFusionauthUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const id = readText(record['id'])
  user.id = id
  readIdentifiers(user, record)
  const givenName = readText(record['firstName'])
  const familyName = readText(record['lastName'])
  const middleName = readText(record['middleName'])
  const languages = readList(record['preferredLanguages'])
  user.name = readText(record['fullName']) ?? joinName(givenName, middleName, familyName)
  user.profile = {
    givenName,
    familyName,
    middleName,
    birthdate: readText(record['birthDate']),
    zoneinfo: readText(record['timezone']),
    locale: languages[0],
  }
  user.avatar = readText(record['imageUrl'])
  const isActive = readBoolean(record['active'])
  user.isSuspended = isActive === undefined ? undefined : !isActive
  putFusionauthPassword(user, record, id, context)
  addFusionauthLinks(user, record, id, context)
  readFusionauthFactors(user, record)
  const data = readObject(record['data'])
  if (data !== undefined && Object.keys(data).length > 0) user.customData['data'] = data
  keepAddedFields(user, 'fusionauth', record, readElsewhere)
  readRegistrations(user, record)
  addFusionauthGroups(user, record, context)
  addTenant(user, record, context)
  user.migratedFrom = {
    system: 'fusionauth',
    id,
    createdAt: readTimestamp(record['insertInstant']),
    lastSignInAt: readTimestamp(record['lastLoginInstant']),
    updatedAt: readTimestamp(record['lastUpdateInstant']),
    expiresAt: readTimestamp(record['expiry']),
  }
  return user
}

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
  const email = readText(record['email'])
  user.primaryEmail = email ?? emails[0]?.value
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

/** Without their tokens of applications and providers: custom data is readable by every application. */
const readRegistrations = (user: UserRecord, record: JsonObject): void => {
  const kept: JsonObject[] = []
  for (const registration of readObjects(record['registrations'])) {
    const roles = readList(registration['roles'])
    for (const role of roles) if (!user.roles.includes(role)) user.roles.push(role)
    const { applicationId = null, username = null, data = null } = registration
    kept.push({ applicationId, roles, username, data })
  }
  if (kept.length > 0) setPath(user.customData, ['fusionauth', 'registrations'], kept)
  const groups = readObjects(record['memberships']).flatMap((membership) => membership['groupId'] ?? [])
  if (groups.length > 0) setPath(user.customData, ['fusionauth', 'groupIds'], groups)
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

const readElsewhere: ReadonlySet<string> = new Set([
  ...secretKeys,
  'active',
  'birthDate',
  'breachedPasswordStatus',
  'breachedPasswordLastCheckedInstant',
  'cleanSpeakId',
  'connectorId',
  'data',
  'email',
  'expiry',
  'firstName',
  'fullName',
  'id',
  'identities',
  'identityProviderLinks',
  'imageUrl',
  'insertInstant',
  'lastLoginInstant',
  'lastName',
  'lastUpdateInstant',
  'memberships',
  'middleName',
  'mobilePhone',
  'passwordLastUpdateInstant',
  'phoneNumber',
  'preferredLanguages',
  'registrations',
  'timezone',
  'twoFactor',
  'twoFactorEnabled',
  'twoFactorSecret',
  'uniqueUsername',
  'username',
  'usernameStatus',
  'verified',
  'verifiedInstant',
])
