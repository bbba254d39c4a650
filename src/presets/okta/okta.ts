import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { oktaClues, readStatus } from './okta-clues.js'
import { expandOktaColumns } from './okta-columns.js'
import { accountState } from '../declare/field-readers.js'

/** Okta's API names members by group; one row per user and group joins them. */
const oktaGroups = userRows(
  'groups',
  'Group members, one row per user and group: userId, name',
  ['userId'],
  ['name'],
)

/** Okta: users of the API, reports of the admin console in CSV, objects made for Okta's own import. */
export const okta = declarePreset({
  name: 'okta',
  title: 'Okta',
  relatedFiles: [oktaGroups],
  forms: oktaClues,
  prepare: expandOktaColumns,
  skips: [
    {
      skip: 'deprovisioned',
      reason: 'The user is deactivated in Okta and waits to be deleted.',
      when: (record) => {
        const status = readStatus(record)
        return status === 'DEPROVISIONED' || status === 'DEACTIVATED'
      },
    },
  ],
  fields: {
    id: 'id',
    'profile.email': 'primaryEmail',
    'profile.mobilePhone': 'primaryPhone',
    'profile.displayName': 'name',
    'profile.firstName': 'profile.givenName',
    'profile.lastName': 'profile.familyName',
    'profile.middleName': 'profile.middleName',
    'profile.nickName': 'profile.nickname',
    'profile.profileUrl': 'profile.profile',
    'profile.locale': 'profile.locale',
    'profile.timezone': 'profile.zoneinfo',
    'profile.postalAddress': 'profile.address.formatted',
    'profile.streetAddress': 'profile.address.streetAddress',
    'profile.city': 'profile.address.locality',
    'profile.state': 'profile.address.region',
    'profile.zipCode': 'profile.address.postalCode',
    'profile.countryCode': 'profile.address.country',
    created: 'migratedFrom.createdAt',
    lastLogin: 'migratedFrom.lastSignInAt',
    lastUpdated: 'migratedFrom.updatedAt',
    passwordChanged: 'migratedFrom.passwordChangedAt',
    ...unread('profile.login status credentials'),
    // Of the account at Okta rather than of the person.
    ...unread('_embedded _links activated realmId statusChanged type'),
  },
  nameOf: ({ givenName, familyName }) => joinName(givenName, familyName),
  finish: (user, record, context) => {
    const profile = readObject(record['profile']) ?? {}
    const login = readText(profile['login'])
    // Both are kept besides: a line of the office, a list of languages.
    user.primaryPhone ??= readText(profile['primaryPhone'])
    user.profile.locale ??= readText(profile['preferredLanguage'])
    const credentials = readObject(record['credentials']) ?? {}
    putLogin(user, login, credentials)
    putCredentials(user, credentials, context)
    putStatus(user, readStatus(record), context)
    // The id of one of the organization's own types of users.
    user.migratedFrom['userType'] = readText(readObject(record['type'])?.['id'])
    putGroups(user, context)
    if (login !== user.primaryEmail && login !== user.username) user.migratedFrom['login'] = login
  },
  // What stands beside the profile is Okta's own.
  keeps: (left) => readObject(left?.['profile']),
})

/**
 * `login` is an address as a rule and then no username. Okta does not verify the phone numbers of a profile:
 * anybody may have typed anything there.
 */
const putLogin = (user: UserRecord, login: string | undefined, credentials: JsonObject): void => {
  if (login?.includes('@') === true) user.primaryEmail ??= login
  else user.username = login
  const primary = readObjects(credentials['emails']).find((one) => readText(one['type']) === 'PRIMARY')
  const emailStatus = readText(primary?.['status'])
  if (emailStatus !== undefined) user.emailVerified = emailStatus === 'VERIFIED'
  if (user.primaryPhone !== undefined) user.phoneVerified = false
}

/** https://developer.okta.com/docs/reference/api/users/ lists them all. */
const readState = accountState(
  [
    'STAGED',
    'PROVISIONED',
    'ACTIVE',
    'RECOVERY',
    'PASSWORD_EXPIRED',
    'PASSWORD_RESET',
    'PENDING_USER_ACTION',
  ],
  ['SUSPENDED', 'LOCKED_OUT'],
)

const putStatus = (user: UserRecord, status: string | undefined, context: PresetContext): void => {
  if (status !== undefined) readState(user, status, context, {})
  const hasPassword = user.password !== undefined || user.passwordDigest !== undefined
  if (status === 'PASSWORD_EXPIRED' && hasPassword) user.isPasswordExpired = true
}

/** Providers whose users have no password in Okta. */
const directories: ReadonlySet<string> = new Set(['ACTIVE_DIRECTORY', 'LDAP', 'FEDERATION'])

const putCredentials = (user: UserRecord, credentials: JsonObject, context: PresetContext): void => {
  const { losses } = user
  const provider = readObject(credentials['provider'])
  const type = readText(provider?.['type'])?.toUpperCase()
  const password = readObject(credentials['password'])
  if (password !== undefined) putOktaPassword(user, password, context)
  // The API shows `password: {}` where there is one; reports show nothing at all.
  else if (provider === undefined) losePassword(user, withheldPassword)
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
const putOktaPassword = (user: UserRecord, password: JsonObject, context: PresetContext): void => {
  const hash = readObject(password['hash'])
  const plaintext = readText(password['value'])
  if (hash !== undefined) putPassword(user, 'okta', hash, context.passwordParams)
  else if (plaintext !== undefined) user.password = plaintext
  else losePassword(user, withheldPassword)
}

const putGroups = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('groups', user.id)) {
    const name = readText(row['name'])
    // Everybody is in it, always.
    if (name !== undefined && name !== 'Everyone') user.roles.push(name)
  }
}
