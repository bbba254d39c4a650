import type { JsonObject } from '../../source/source-record.js'
import { claimFields } from '../declare/claim-fields.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { openCognitoUser } from './flatten-attributes.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAnyName } from '../vocabulary/has-name.js'

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
export const cognito = declarePreset({
  name: 'cognito',
  title: 'Amazon Cognito',
  relatedFiles: [groups],
  forms: [
    [
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
    ],
  ],
  prepare: (record) => openCognitoUser(record),
  fields: {
    'attributes.sub': 'id',
    Username: (user, value) => {
      user.id ??= readText(value)
      return true
    },
    'attributes.email': 'primaryEmail',
    'attributes.email_verified': 'emailVerified',
    'attributes.phone_number': 'primaryPhone',
    'attributes.phone_number_verified': 'phoneVerified',
    'attributes.name': 'name',
    'attributes.picture': 'avatar',
    ...claimFields('attributes.'),
    Enabled: '!isSuspended',
    UserCreateDate: 'migratedFrom.createdAt',
    UserLastModifiedDate: 'migratedFrom.updatedAt',
    UserStatus: accountState(
      ['UNCONFIRMED', 'CONFIRMED', 'UNKNOWN', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'],
      // Cognito stopped these users itself.
      ['ARCHIVED', 'COMPROMISED'],
    ),
    custom: 'customData.custom',
    ...unread(`attributes.cognito:mfa_enabled attributes.cognito:user_status attributes.cognito:username
      attributes.identities attributes.updated_at
      Groups MFAOptions PreferredMfaSetting UserMFASettingList UserPoolId cognito:groups`),
  },
  finish: (user, record, context) => {
    const attributes = readObject(record['attributes']) ?? {}
    const username = readText(record['Username'])
    const isExternal = readText(record['UserStatus']) === 'EXTERNAL_PROVIDER'
    user.username = [readText(attributes['preferred_username']), isExternal ? undefined : username].find(
      isName,
    )
    if (user.primaryEmail !== undefined) user.emailVerified ??= false
    if (user.primaryPhone !== undefined) user.phoneVerified ??= false
    user.isSuspended ??= false
    if (!isExternal && !isFederated(username)) {
      losePassword(user, 'Cognito gives no password hashes out; the user must set a new password.')
    }
    for (const identity of readObjects(attributes['identities'])) putIdentity(user, identity, context)
    loseFactors(user, record, attributes)
    user.roles = readGroups(record, username, context)
    if (username !== user.id) user.migratedFrom['cognitoUsername'] = username
  },
  keeps: (left) => {
    if (left === undefined) return undefined
    const { attributes = null, ...own } = left
    return { ...readObject(attributes), ...own }
  },
})

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

const isFederated = (username: string | undefined): boolean =>
  /^(?:Google|Facebook|SignInWithApple|LoginWithAmazon)_./i.test(username ?? '')

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** A Username may be an id, an e-mail address, a phone number or a name; only the last is one in Logto. */
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
