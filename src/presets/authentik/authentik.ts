import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { skipWhenOneOf } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { keepMetadata } from '../vocabulary/keep-metadata.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { authentikRelatedFiles, readAuthentikFactors } from './authentik-related.js'

const serviceTypes = ['service_account', 'internal_service_account']
const userTypes: ReadonlySet<string> = new Set([...serviceTypes, 'internal', 'external'])

/** Authentik: rows of its user table, which have the hashes, or users of its API, which have not. */
export const authentik = declarePreset({
  name: 'authentik',
  title: 'Authentik',
  relatedFiles: authentikRelatedFiles,
  forms: [
    [
      {
        evidence: 'attributes and path',
        weight: 0.4,
        isOwn: true,
        holds: hasAllNames('attributes', 'path', 'username'),
      },
      {
        evidence: 'type is internal, external or a service account',
        weight: 0.4,
        holds: (record) => 'username' in record && userTypes.has(readText(record['type']) ?? ''),
      },
      {
        evidence: 'uuid beside is_active',
        weight: 0.2,
        holds: hasAllNames('uuid', 'is_active'),
      },
    ],
  ],
  skips: [
    skipWhenOneOf(
      'type',
      serviceTypes,
      'service_account',
      'The account belongs to a program or an outpost of Authentik.',
    ),
    {
      skip: 'anonymous',
      reason: 'The account stands for visitors who are not signed in.',
      when: ({ username }) => username === 'AnonymousUser',
    },
  ],
  fields: {
    uuid: 'id',
    'id | pk': (user, value) => {
      const rowId = readText(value)
      if (user.id === undefined) user.id = rowId
      else if (user.id !== rowId) user.migratedFrom['rowId'] ??= rowId
      return true
    },
    email: 'primaryEmail',
    name: 'name',
    is_active: '!isSuspended',
    date_joined: 'migratedFrom.createdAt',
    last_login: 'migratedFrom.lastSignInAt',
    password_change_date: 'migratedFrom.passwordChangedAt',
    type: 'migratedFrom.userType',
    // Without an own picture the API names one that it draws itself.
    ...unread('avatar'),
    ...unread('attributes groups groups_obj last_updated password uid username'),
  },
  finish: (user, record, context) => {
    const rowId = readText(record['id']) ?? readText(record['pk'])
    const attributes = readObject(record['attributes']) ?? {}
    putUsername(user, readText(record['username']))
    putAttributes(user, attributes)
    if ('password' in record) putPassword(user, 'authentik', record['password'], context.passwordParams)
    else {
      const detail = 'The API of Authentik gives no password hashes out; read them from its database.'
      user.losses.push({ kind: 'password', detail })
    }
    putGroups(user, record, rowId, context)
    putConnections(user, rowId, context)
    readAuthentikFactors(user, rowId, context)
    keepMetadata(user, record, 'attributes', 'attributes')
  },
})

const putUsername = (user: UserRecord, username: string | undefined): void => {
  const isOwnAddress =
    username !== undefined && username.toLowerCase() === user.primaryEmail?.trim().toLowerCase()
  if (isOwnAddress) user.migratedFrom['username'] = username
  else user.username = username
}

/** Authentik has no verified flags; a phone number is an attribute of the administrator's choice. */
const putAttributes = (user: UserRecord, attributes: JsonObject): void => {
  user.primaryPhone =
    readText(attributes['phone']) ??
    readText(attributes['phone_number']) ??
    readText(attributes['phoneNumber'])
  if (user.primaryPhone !== undefined) user.phoneVerified = false
  user.avatar = readText(attributes['avatar'])
  user.profile.locale = readText(readObject(attributes['settings'])?.['locale'])
}

const putGroups = (
  user: UserRecord,
  record: JsonObject,
  rowId: string | undefined,
  context: PresetContext,
): void => {
  const rows = [
    ...readObjects(record['groups_obj']),
    ...(rowId === undefined ? [] : context.related('groups', rowId)),
  ]
  for (const row of rows) {
    const name = readText(row['name'])
    if (name !== undefined && !user.roles.includes(name)) user.roles.push(name)
  }
  // Names in a column of one's own query.
  for (const entry of rows.length > 0 ? [] : (readArray(record['groups']) ?? [])) {
    const name = readText(entry)
    if (name !== undefined && !/^[\da-f]{8}-[\da-f-]{27}$/i.test(name)) user.roles.push(name)
  }
}

/** The slug of a source is the administrator's; its provider type says what it is. */
const putConnections = (user: UserRecord, rowId: string | undefined, context: PresetContext): void => {
  if (rowId === undefined) return
  for (const row of context.related('connections', rowId)) {
    const connection = readText(row['slug']) ?? readText(row['source']) ?? 'unknown'
    const provider = readText(row['provider_type']) ?? connection
    const userId = readText(row['identifier'])
    const isOwn = ['openidconnect', 'oidc', 'saml', 'ldap', 'plex', 'okta'].includes(provider)
    if (isOwn && !Object.hasOwn(context.connectors, connection)) {
      loseEnterpriseIdentity(user, { provider, connection, userId })
    } else addPortableIdentity(user, { provider, connection, userId: userId ?? null }, context)
  }
}
