import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { flattenAttributes, openCognitoUser } from './flatten-attributes.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { claimKeys, readClaims } from '../vocabulary/read-claims.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { accountState } from '../declare/field-readers.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'

/** Who is in which group: the users of `list-users-in-group`, with the name of the group added, and the pool where there are several. */
const groups: RelatedFile = {
  name: 'groups',
  title: 'Group memberships: Username and GroupName; UserPoolId where there are several pools',
  keysOf: (row) => {
    const username = readText(row['Username'] ?? row['username'])
    return username === undefined ? [] : [groupKey(username, readText(row['UserPoolId']))]
  },
  reduce: ({ GroupName = null, groupName = null, group = null }) => ({
    group: GroupName ?? groupName ?? group,
  }),
}

/** Two pools may have a user of one name, who is not the same person. */
const groupKey = (username: string, pool: string | undefined): string =>
  pool === undefined ? username : `${pool} ${username}`

/** Amazon Cognito user pools: `list-users`, `admin-get-user`, and the CSV of the import template. */
export const cognito: Preset = {
  name: 'cognito',
  title: 'Amazon Cognito',
  relatedFiles: [groups],
  recognise: (sample) => recogniseCognito(sample),
  toUser: (record, context) => mapCognitoUser(openCognitoUser(record), flattenAttributes(record), context),
}

const recogniseCognito = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence:
        'Attributes or UserAttributes as a list of Name and Value, or a column cognito:username or Attributes.email',
      weight: 0.7,
      isOwn: true,
      holds: (record) =>
        hasAnyName('cognito:username', 'Attributes.0.Name', 'Attributes.email', 'Attributes.sub')(record) ||
        readObjects(record['Attributes'] ?? record['UserAttributes']).some(
          (one) => 'Name' in one && 'Value' in one,
        ),
    },
    {
      evidence:
        'UserStatus as Cognito has it, UserCreateDate or a userPoolId, or a column cognito:mfa_enabled',
      weight: 0.3,
      isOwn: true,
      // Many lists have a column "User status": its values tell whose it is.
      holds: (record) => isPoolStatus(record['UserStatus']) || hasPoolName(record),
    },
  ])

const poolStatuses =
  /^(?:|UNCONFIRMED|CONFIRMED|ARCHIVED|COMPROMISED|UNKNOWN|RESET_REQUIRED|FORCE_CHANGE_PASSWORD|EXTERNAL_PROVIDER)$/

const isPoolStatus = (value: JsonObject[string] | undefined): boolean =>
  typeof value === 'string' && poolStatuses.test(value)

const hasPoolName = hasAnyName(
  'cognito:mfa_enabled',
  'UserCreateDate',
  'UserMFASettingList',
  'UserLastModifiedDate',
  'UserPoolId',
  'userPoolId',
  'userCreateDate',
  'userLastModifiedDate',
)

const mapCognitoUser = (record: JsonObject, attributes: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const username = readText(record['Username']) ?? readText(attributes['cognito:username'])
  const status = readText(record['UserStatus'])
  user.id = readText(attributes['sub']) ?? username
  readIdentifiers(user, attributes, status === 'EXTERNAL_PROVIDER' ? undefined : username)
  user.profile = readClaims(attributes)
  user.name =
    readText(attributes['name']) ??
    joinName(user.profile.givenName, user.profile.middleName, user.profile.familyName)
  user.avatar = readText(attributes['picture'])
  if (status !== undefined) readState(user, status, context, record)
  const enabled = record['Enabled']
  if (isFilledCell(enabled) && readBoolean(enabled) !== true) user.isSuspended = true
  if (status !== 'EXTERNAL_PROVIDER' && !isFederated(username)) {
    losePassword(user, 'Cognito gives no password hashes out; the user must set a new password.')
  }
  for (const identity of readObjects(attributes['identities'])) putIdentity(user, identity, context)
  loseFactors(user, record, attributes)
  user.roles = readGroups(record, username, context)
  keepAttributes(user, attributes)
  user.migratedFrom = readOrigin(record, user.id, username)
  return user
}

/** Of the second list Cognito stopped the users itself. */
const readState = accountState(
  ['UNCONFIRMED', 'CONFIRMED', 'UNKNOWN', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'],
  ['ARCHIVED', 'COMPROMISED'],
)

const isFederated = (username: string | undefined): boolean =>
  /^(?:Google|Facebook|SignInWithApple|LoginWithAmazon)_./i.test(username ?? '')

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** A Username may be an id, an e-mail address, a phone number or a name; only the last is one in Logto. */
const readIdentifiers = (user: UserRecord, attributes: JsonObject, username: string | undefined): void => {
  user.primaryEmail = readText(attributes['email'])
  if (user.primaryEmail !== undefined) user.emailVerified = readBoolean(attributes['email_verified']) ?? false
  user.primaryPhone = readText(attributes['phone_number'])
  if (user.primaryPhone !== undefined)
    user.phoneVerified = readBoolean(attributes['phone_number_verified']) ?? false
  const preferred = readText(attributes['preferred_username'])
  user.username = [preferred, username].find(isName)
}

const isName = (text: string | undefined): boolean =>
  text !== undefined && !isUuid(text) && !isFederated(text) && !/^\+\d+$|@/.test(text)

const putIdentity = (user: UserRecord, identity: JsonObject, context: PresetContext): void => {
  const provider = readText(identity['providerType']) ?? readText(identity['providerName']) ?? ''
  const connection = readText(identity['providerName']) ?? provider
  const userId = readText(identity['userId'])
  const isMapped =
    Object.hasOwn(context.connectors, connection) || Object.hasOwn(context.connectors, provider)
  if ((provider === 'SAML' || provider === 'OIDC') && !isMapped) {
    loseEnterpriseIdentity(user, { provider, connection, userId })
  } else addIdentity(user, { provider, connection, userId }, context)
}

const loseFactors = (user: UserRecord, record: JsonObject, attributes: JsonObject): void => {
  const settings = readList(record['UserMFASettingList'])
  for (const name of settings) {
    user.losses.push(
      name === 'SOFTWARE_TOKEN_MFA'
        ? {
            kind: 'totp',
            detail: 'Cognito does not give TOTP secrets out; the factor must be enrolled again.',
          }
        : { kind: 'second_factor', detail: `The second factor ${name} must be enrolled again.` },
    )
  }
  const hasOther =
    (readArray(record['MFAOptions'])?.length ?? 0) > 0 ||
    readBoolean(attributes['cognito:mfa_enabled']) === true
  if (settings.length === 0 && hasOther) {
    user.losses.push({ kind: 'second_factor', detail: 'The SMS second factor must be enrolled again.' })
  }
}

const readGroups = (record: JsonObject, username: string | undefined, context: PresetContext): string[] => {
  const own = readList(record['Groups'] ?? record['cognito:groups'])
  const pool = readText(record['UserPoolId'])
  const joined =
    username === undefined
      ? []
      : [
          ...context.related('groups', username),
          ...(pool === undefined ? [] : context.related('groups', groupKey(username, pool))),
        ]
  return [...own, ...joined.flatMap(({ group = null }) => readText(group) ?? [])]
}

/** `custom:plan` becomes `customData.custom.plan`; what nobody asked for yet is kept as it is. */
const keepAttributes = (user: UserRecord, attributes: JsonObject): void => {
  const other: JsonObject = {}
  for (const key of Object.keys(attributes)) {
    const value: JsonValue = attributes[key] ?? null
    if (value === null || value === '') continue
    if (key.startsWith('custom:')) setPath(user.customData, ['custom', key.slice('custom:'.length)], value)
    else other[key] = value
  }
  keepAddedFields(user, 'cognito', other, readElsewhere)
}

/** What has a place of its own. Every other attribute goes to `customData.cognito`. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...claimKeys,
  'cognito:mfa_enabled',
  'cognito:user_status',
  'cognito:username',
  'email',
  'email_verified',
  'identities',
  'name',
  'phone_number',
  'phone_number_verified',
  'picture',
  'sub',
  'updated_at',
])

const readOrigin = (
  record: JsonObject,
  id: string | undefined,
  username: string | undefined,
): UserRecord['migratedFrom'] => ({
  system: 'cognito',
  id,
  createdAt: readTimestamp(record['UserCreateDate']),
  updatedAt: readTimestamp(record['UserLastModifiedDate']),
  status: readText(record['UserStatus']),
  ...(username === id ? {} : { cognitoUsername: username }),
})
