import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { expandOktaColumns } from './okta-columns.js'
import type { Preset, PresetContext, Recognition, RelatedFile, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Okta's API names members by group; one row per user and group joins them. */
const oktaGroups: RelatedFile = {
  name: 'groups',
  title: 'Group members, one row per user and group: userId, name',
  keysOf: (row) => {
    const id = readText(row['userId'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ name = null }) => ({ name }),
}

/** Okta: users of the API, reports of the admin console in CSV, objects made for Okta's own import. */
export const okta: Preset = {
  name: 'okta',
  title: 'Okta',
  relatedFiles: [oktaGroups],
  recognise: (sample) => recogniseOkta(sample),
  toUser: (record, context) => mapOktaUser(expandOktaColumns(record), context),
}

const recogniseOkta = (sample: readonly JsonObject[]): Recognition => {
  const users = new Map(sample.map((record) => [record, expandOktaColumns(record)]))
  return recogniseByClues(sample, [
    {
      evidence: 'profile with login and email, or such columns',
      weight: 0.4,
      isOwn: true,
      holds: (record) => isOktaProfile(record, readObject(users.get(record)?.['profile'])),
    },
    {
      evidence: 'status is one of the states of an Okta user',
      weight: 0.15,
      holds: (record) => statuses.has(readStatus(users.get(record)) ?? ''),
    },
    {
      evidence: 'status is one of those that only Okta has, such as DEPROVISIONED',
      weight: 0.15,
      isOwn: true,
      holds: (record) => ownStatuses.has(readStatus(users.get(record)) ?? ''),
    },
    {
      evidence: 'id has the form 00u…, or credentials name a provider or hold a hash with its algorithm',
      weight: 0.3,
      isOwn: true,
      holds: (record) =>
        /^00u[A-Za-z\d]{5,}$/.test(readText(users.get(record)?.['id']) ?? '') ||
        hasOktaCredentials(record['credentials']),
    },
  ])
}

const hasOktaCredentials = (value: JsonValue | undefined): boolean => {
  const credentials = readObject(value)
  const password = readObject(credentials?.['password'])
  return isObject(credentials?.['provider']) || isObject(password?.['hash']) || isObject(password?.['hook'])
}

const isOktaProfile = (record: JsonObject, profile: JsonObject | undefined): boolean =>
  profile !== undefined &&
  'login' in profile &&
  'email' in profile &&
  (isObject(record['profile']) ||
    Object.keys(record).some((column) => /^(?:profile\.login|primary email)$/i.test(column)))

const statuses: ReadonlySet<string> = new Set([
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
  'DEACTIVATED',
])

const ownStatuses: ReadonlySet<string> = new Set(['PASSWORD_EXPIRED', 'LOCKED_OUT', 'DEPROVISIONED'])

/** Reports write `Password expired` where the API writes `PASSWORD_EXPIRED`. */
const readStatus = (user: JsonObject | undefined): string | undefined =>
  readText(user?.['status'])?.trim().toUpperCase().replaceAll(' ', '_')

const mapOktaUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const status = readStatus(record)
  if (status === 'DEPROVISIONED' || status === 'DEACTIVATED') {
    return { skip: 'deprovisioned', reason: 'The user is deactivated in Okta and waits to be deleted.' }
  }
  const user = createUserRecord()
  const id = readText(record['id'])
  const profile = readObject(record['profile']) ?? {}
  const credentials = readObject(record['credentials']) ?? {}
  user.id = id
  const login = readText(profile['login'])
  readIdentifiers(user, profile, credentials, login)
  const givenName = readText(profile['firstName'])
  const familyName = readText(profile['lastName'])
  user.name = readText(profile['displayName']) ?? joinName(givenName, familyName)
  user.profile = {
    givenName,
    familyName,
    middleName: readText(profile['middleName']),
    nickname: readText(profile['nickName']),
    profile: readText(profile['profileUrl']),
    locale: readText(profile['locale']) ?? readText(profile['preferredLanguage']),
    zoneinfo: readText(profile['timezone']),
  }
  readAddress(user, profile)
  readCredentials(user, credentials, context)
  user.isSuspended = status === 'SUSPENDED' || status === 'LOCKED_OUT'
  user.isPasswordExpired = status === 'PASSWORD_EXPIRED' && hasPassword(user) ? true : undefined
  readGroups(user, id, context)
  keepAddedFields(user, 'okta', profile, readElsewhere)
  user.migratedFrom = {
    system: 'okta',
    id,
    createdAt: readTimestamp(record['created']),
    lastSignInAt: readTimestamp(record['lastLogin']),
    updatedAt: readTimestamp(record['lastUpdated']),
    passwordChangedAt: readTimestamp(record['passwordChanged']),
    status,
    // The id of one of the organization's own types of users.
    userType: readText(readObject(record['type'])?.['id']),
    login: login === user.primaryEmail || login === user.username ? undefined : login,
  }
  return user
}

const hasPassword = ({ password, passwordDigest }: UserRecord): boolean =>
  password !== undefined || passwordDigest !== undefined

/**
 * `login` is an address as a rule and then no username. Okta does not verify the phone numbers of a profile:
 * anybody may have typed anything there.
 */
const readIdentifiers = (
  user: UserRecord,
  profile: JsonObject,
  credentials: JsonObject,
  login: string | undefined,
): void => {
  const isAddress = login?.includes('@') === true
  user.primaryEmail = readText(profile['email']) ?? (isAddress ? login : undefined)
  const primary = readObjects(credentials['emails']).find((one) => readText(one['type']) === 'PRIMARY')
  const emailStatus = readText(primary?.['status'])
  user.emailVerified = emailStatus === undefined ? undefined : emailStatus === 'VERIFIED'
  user.primaryPhone = readText(profile['mobilePhone']) ?? readText(profile['primaryPhone'])
  if (user.primaryPhone !== undefined) user.phoneVerified = false
  if (!isAddress) user.username = login
}

const readAddress = (user: UserRecord, profile: JsonObject): void => {
  const address = {
    formatted: readText(profile['postalAddress']),
    streetAddress: readText(profile['streetAddress']),
    locality: readText(profile['city']),
    region: readText(profile['state']),
    postalCode: readText(profile['zipCode']),
    country: readText(profile['countryCode']),
  }
  if (Object.values(address).some((part) => part !== undefined)) user.profile.address = address
}

/** Providers whose users have no password in Okta. */
const directories: ReadonlySet<string> = new Set(['ACTIVE_DIRECTORY', 'LDAP', 'FEDERATION'])

const readCredentials = (user: UserRecord, credentials: JsonObject, context: PresetContext): void => {
  const { losses } = user
  const provider = readObject(credentials['provider'])
  const type = readText(provider?.['type'])?.toUpperCase()
  const password = readObject(credentials['password'])
  if (password !== undefined) readPassword(user, password, context)
  else if (type === undefined || type === 'OKTA' || type === 'IMPORT') {
    // The API shows `password: {}` where there is one; reports show nothing at all.
    if (provider === undefined) losePassword(user, withheldPassword)
  }
  if (type !== undefined && directories.has(type)) {
    loseEnterpriseIdentity(user, { provider: type, connection: readText(provider?.['name']) ?? type })
  } else if (type === 'SOCIAL') {
    const detail = "Okta's users do not name their social accounts; people link them again."
    losses.push({ kind: 'social_identity', detail })
  }
  if (readObject(credentials['recovery_question']) !== undefined) {
    losses.push({ kind: 'recovery_question', detail: 'Logto has no recovery questions.' })
  }
}

const withheldPassword =
  'Okta gives no password hashes out, by no export and to nobody. `trickle serve` takes the old password over at the first sign-in; `links` makes links to choose a new one.'

/** What people kept from an earlier import into Okta, or the empty object of the API. */
const readPassword = (user: UserRecord, password: JsonObject, context: PresetContext): void => {
  const hash = readObject(password['hash'])
  const plaintext = readText(password['value'])
  if (hash !== undefined) putPassword(user, 'okta', hash, context.passwordParams)
  else if (plaintext !== undefined) user.password = plaintext
  else losePassword(user, withheldPassword)
}

const readGroups = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const row of context.related('groups', id)) {
    const name = readText(row['name'])
    // Everybody is in it, always.
    if (name !== undefined && name !== 'Everyone') user.roles.push(name)
  }
}

const readElsewhere: ReadonlySet<string> = new Set([
  'login',
  'email',
  'mobilePhone',
  'firstName',
  'lastName',
  'displayName',
  'middleName',
  'nickName',
  'profileUrl',
  'locale',
  'timezone',
  'postalAddress',
  'streetAddress',
  'city',
  'state',
  'zipCode',
  'countryCode',
])
