import type { JsonObject } from '../../source/source-record.js'
import { authentikRelatedFiles, readAuthentikFactors } from './authentik-related.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Authentik: rows of its user table, which have the hashes, or users of its API, which have not. */
export const authentik: Preset = {
  name: 'authentik',
  title: 'Authentik',
  relatedFiles: authentikRelatedFiles,
  recognise: (sample) => recogniseAuthentik(sample),
  toUser: (record, context) => mapAuthentikUser(record, context),
}

const recogniseAuthentik = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
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
  ])

const serviceTypes: ReadonlySet<string> = new Set(['service_account', 'internal_service_account'])

const userTypes: ReadonlySet<string> = new Set([...serviceTypes, 'internal', 'external'])

const mapAuthentikUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const type = readText(record['type'])
  if (type !== undefined && serviceTypes.has(type)) {
    return { skip: 'service_account', reason: 'The account belongs to a program or an outpost of Authentik.' }
  }
  const username = readText(record['username'])
  if (username === 'AnonymousUser') {
    return { skip: 'anonymous', reason: 'The account stands for visitors who are not signed in.' }
  }
  const user = createUserRecord()
  const rowId = readText(record['id']) ?? readText(record['pk'])
  const attributes = readObject(record['attributes']) ?? {}
  user.id = readText(record['uuid']) ?? rowId
  readIdentifiers(user, record, attributes, username)
  user.name = readText(record['name'])
  // Without an own picture the API names one that it draws itself.
  user.avatar = readText(attributes['avatar'])
  user.profile = { locale: readText(readObject(attributes['settings'])?.['locale']) }
  const isActive = readBoolean(record['is_active'])
  user.isSuspended = isActive === undefined ? undefined : !isActive
  readPassword(user, record, context)
  readGroups(user, record, rowId, context)
  readConnections(user, rowId, context)
  readAuthentikFactors(user, rowId, context)
  if (Object.keys(attributes).length > 0) user.customData['attributes'] = attributes
  else if (typeof record['attributes'] === 'string' && readObject(record['attributes']) === undefined) {
    user.losses.push({ kind: 'metadata', detail: 'attributes is not a JSON object.' })
  }
  keepAddedFields(user, 'authentik', record, readElsewhere)
  user.migratedFrom = {
    system: 'authentik',
    id: user.id,
    rowId: rowId === user.id ? undefined : rowId,
    createdAt: readTimestamp(record['date_joined']),
    lastSignInAt: readTimestamp(record['last_login']),
    passwordChangedAt: readTimestamp(record['password_change_date']),
    userType: type,
    username: username === user.username ? undefined : username,
  }
  return user
}

/** Authentik has no verified flags; a phone number is an attribute of the administrator's choice. */
const readIdentifiers = (
  user: UserRecord,
  record: JsonObject,
  attributes: JsonObject,
  username: string | undefined,
): void => {
  user.primaryEmail = readText(record['email'])
  const isOwnAddress =
    username !== undefined && username.toLowerCase() === user.primaryEmail?.trim().toLowerCase()
  if (!isOwnAddress) user.username = username
  const phone =
    readText(attributes['phone']) ??
    readText(attributes['phone_number']) ??
    readText(attributes['phoneNumber'])
  if (phone === undefined) return
  user.primaryPhone = phone
  user.phoneVerified = false
}

const readPassword = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  if ('password' in record) putPassword(user, 'authentik', record['password'], context.passwordParams)
  else {
    const detail = 'The API of Authentik gives no password hashes out; read them from its database.'
    user.losses.push({ kind: 'password', detail })
  }
}

const readGroups = (
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
const readConnections = (user: UserRecord, rowId: string | undefined, context: PresetContext): void => {
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

const readElsewhere: ReadonlySet<string> = new Set([
  'attributes',
  'avatar',
  'date_joined',
  'email',
  'groups',
  'groups_obj',
  'id',
  'is_active',
  'last_login',
  'last_updated',
  'name',
  'password',
  'password_change_date',
  'pk',
  'type',
  'uid',
  'username',
  'uuid',
])
