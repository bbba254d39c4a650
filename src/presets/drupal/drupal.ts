import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { addDrupalAccounts, drupalRelatedFiles } from './drupal-related.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { dropNullCells } from '../vocabulary/cells/drop-null-cells.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Drupal 7 to 11: rows of `users_field_data` (7: `users`), or users of its JSON:API. */
export const drupal: Preset = {
  name: 'drupal',
  title: 'Drupal',
  relatedFiles: drupalRelatedFiles,
  recognise: (sample) => recogniseDrupal(sample),
  toUser: (record, context) => mapDrupalUser(dropNullCells(openUser(record), nullableColumns), context),
}

/** JSON:API keeps the columns in `attributes` and calls the number of the user differently. */
const openUser = (record: JsonObject): JsonObject => {
  const attributes = record['type'] === 'user--user' ? readObject(record['attributes']) : undefined
  if (attributes === undefined) return record
  const { drupal_internal__uid: uid = null, ...columns } = attributes
  return { ...columns, uid, uuid: record['id'] ?? null }
}

const nullableColumns = [
  'changed',
  'init',
  'mail',
  'pass',
  'preferred_admin_langcode',
  'preferred_langcode',
  'timezone',
]

const recogniseDrupal = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample.map(openUser), [
    {
      evidence: 'uid, name and mail',
      weight: 0.4,
      holds: (record) => 'uid' in record && 'name' in record && 'mail' in record,
    },
    {
      evidence: 'status beside created, access or login',
      weight: 0.3,
      isOwn: true,
      holds: (record) =>
        hasAllNames('uid', 'name', 'status')(record) && hasAnyName('created', 'access', 'login')(record),
    },
    {
      evidence: 'langcode, preferred_langcode, init, timezone or signature_format',
      weight: 0.3,
      isOwn: true,
      holds: (record) =>
        'uid' in record &&
        'name' in record &&
        hasAnyName('langcode', 'preferred_langcode', 'init', 'signature_format')(record),
    },
  ])

const mapDrupalUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const id = readText(record['uid'])
  if (id === '0') return { skip: 'anonymous', reason: 'User 0 stands for visitors who are not signed in.' }
  const user = createUserRecord()
  user.id = id ?? readText(record['uuid'])
  const name = readText(record['name'])
  user.username = name
  user.name = readText(record['display_name']) ?? name
  user.primaryEmail = readText(record['mail'])
  user.profile = {
    locale:
      readText(record['preferred_langcode']) ?? readText(record['language']) ?? readText(record['langcode']),
    zoneinfo: readText(record['timezone']),
  }
  const isActive = readBoolean(record['status'])
  user.isSuspended = isActive === undefined ? undefined : !isActive
  if ('pass' in record) putPassword(user, 'drupal', record['pass'], context.passwordParams)
  else {
    const detail = 'JSON:API gives no password hashes out; read them from the database.'
    user.losses.push({ kind: 'password', detail })
  }
  readRoles(user, record, context)
  addDrupalAccounts(user, id, context)
  keepAddedFields(user, 'drupal', record, readElsewhere)
  user.migratedFrom = {
    system: 'drupal',
    id: user.id,
    uuid: readText(record['uuid']) === user.id ? undefined : readText(record['uuid']),
    createdAt: readMoment(record['created']),
    lastSignInAt: readMoment(record['login']),
    lastAccessAt: readMoment(record['access']),
    updatedAt: readMoment(record['changed']),
    firstEmail: readFirstEmail(record, user.primaryEmail),
  }
  return user
}

/** Seconds since 1970; 0 is never. */
const readMoment = (value: JsonObject[string] | undefined): string | undefined =>
  readText(value) === '0' ? undefined : readTimestamp(value)

/** The address that the account was made with, which people use to tell accounts apart. */
const readFirstEmail = (record: JsonObject, email: string | undefined): string | undefined => {
  const init = readText(record['init'])
  return init === email ? undefined : init
}

/** Everybody signed in has the role `authenticated`, which no table lists, and some queries add. */
const readRoles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const rows = user.id === undefined ? [] : context.related('roles', user.id)
  const names = [...readList(record['roles']), ...rows.map((row) => readText(row['role']))]
  for (const name of names) {
    if (name !== undefined && name !== 'authenticated' && !/^authenticated user$/i.test(name)) {
      user.roles.push(name)
    }
  }
}

const readElsewhere: ReadonlySet<string> = new Set([
  'access',
  'changed',
  'created',
  'default_langcode',
  'display_name',
  'init',
  'langcode',
  'language',
  'login',
  'mail',
  'name',
  'pass',
  'preferred_admin_langcode',
  'preferred_langcode',
  'roles',
  'signature_format',
  'status',
  'theme',
  'timezone',
  'uid',
  'uuid',
])
