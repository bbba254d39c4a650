import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { fillIn } from '../declare/place-field.js'
import { storedPassword } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { addDrupalAccounts, drupalRelatedFiles } from './drupal-related.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { dropNullCells } from '../vocabulary/cells/drop-null-cells.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues, type Clue } from '../vocabulary/recognise-by-clues.js'

/** Drupal 7 to 11: rows of `users_field_data` (7: `users`), or users of its JSON:API. */
export const drupal = declarePreset({
  name: 'drupal',
  title: 'Drupal',
  relatedFiles: drupalRelatedFiles,
  forms: (sample) => recogniseByClues(sample.map(openUser), clues),
  prepare: (record) => dropNullCells(openUser(record), nullableColumns),
  skips: [
    {
      skip: 'anonymous',
      reason: 'User 0 stands for visitors who are not signed in.',
      when: ({ uid }) => readText(uid) === '0',
    },
  ],
  fields: {
    uid: 'id',
    uuid: (user, value) => {
      const uuid = readText(value)
      if (user.id === undefined) user.id = uuid
      else if (uuid !== user.id) user.migratedFrom['uuid'] = uuid
      return true
    },
    display_name: 'name',
    mail: 'primaryEmail',
    preferred_langcode: 'profile.locale',
    'language | langcode': fillIn('profile.locale'),
    timezone: 'profile.zoneinfo',
    status: '!isSuspended',
    created: 'migratedFrom.createdAt',
    login: 'migratedFrom.lastSignInAt',
    access: 'migratedFrom.lastAccessAt',
    changed: 'migratedFrom.updatedAt',
    // The address that the account was made with, which people use to tell accounts apart.
    init: (user, value) => {
      const first = readText(value)
      if (first !== user.primaryEmail) user.migratedFrom['firstEmail'] = first
      return true
    },
    pass: storedPassword('drupal'),
    ...unread('default_langcode name preferred_admin_langcode roles signature_format theme'),
  },
  finish: (user, record, context) => {
    // Somebody may well be called NULL.
    user.username = readText(record['name'])
    user.name ??= user.username
    if (!('pass' in record)) {
      const detail = 'JSON:API gives no password hashes out; read them from the database.'
      user.losses.push({ kind: 'password', detail })
    }
    putRoles(user, record, context)
    addDrupalAccounts(user, readText(record['uid']), context)
  },
})

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

const clues: readonly Clue[] = [
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
]

/** Everybody signed in has the role `authenticated`, which no table lists, and some queries add. */
const putRoles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const rows = user.id === undefined ? [] : context.related('roles', user.id)
  const names = [...readList(record['roles']), ...rows.map((row) => readText(row['role']))]
  for (const name of names) {
    if (name !== undefined && name !== 'authenticated' && !/^authenticated user$/i.test(name)) {
      user.roles.push(name)
    }
  }
}
