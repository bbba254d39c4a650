import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { decodeColumns } from './decode-columns.js'
import { addMediawikiGroups, hasIndefiniteBlock, mediawikiRelatedFiles } from './mediawiki-related.js'
import { readMediawikiFactors } from './mediawiki-factors.js'
import { readMediawikiTimestamp } from './mediawiki-timestamp.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { dropNullCells } from '../vocabulary/cells/drop-null-cells.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** MediaWiki: rows of its table `user`. */
export const mediawiki: Preset = {
  name: 'mediawiki',
  title: 'MediaWiki',
  relatedFiles: mediawikiRelatedFiles,
  recognise: (sample) => recogniseMediawiki(sample),
  toUser: (record, context) =>
    mapMediawikiUser(dropNullCells(decodeColumns(record), nullableColumns), context),
}

const nullableColumns = [
  'user_editcount',
  'user_email_authenticated',
  'user_email_token',
  'user_email_token_expires',
  'user_newpass_time',
  'user_password_expires',
  'user_registration',
]

const recogniseMediawiki = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'user_id and user_name',
      weight: 0.3,
      holds: hasAllNames('user_id', 'user_name'),
    },
    {
      evidence: 'user_real_name, user_email_authenticated or user_touched',
      weight: 0.4,
      isOwn: true,
      holds: hasAnyName('user_real_name', 'user_email_authenticated', 'user_touched', 'user_newpassword'),
    },
    {
      evidence: 'user_registration or user_editcount',
      weight: 0.3,
      isOwn: true,
      holds: hasAnyName('user_editcount', 'user_is_temp'),
    },
  ])

const mapMediawikiUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const skip = findSkip(record)
  if (skip !== undefined) return skip
  const user = createUserRecord()
  const id = readText(record['user_id'])
  const username = readText(record['user_name'])
  user.id = id
  user.username = username
  user.name = readText(record['user_real_name']) ?? username
  user.primaryEmail = readText(record['user_email'])
  // The column holds the moment of confirmation; a query without the column says nothing.
  if (user.primaryEmail !== undefined && 'user_email_authenticated' in record) {
    user.emailVerified = readMediawikiTimestamp(record['user_email_authenticated']) !== undefined
  }
  putPassword(user, 'mediawiki', record['user_password'], context.passwordParams)
  readPreferences(user, id, context)
  user.isSuspended = id === undefined ? undefined : hasIndefiniteBlock(id, context)
  addMediawikiGroups(user, id, context)
  readMediawikiFactors(user, id, context)
  keepAddedFields(user, 'mediawiki', record, readElsewhere)
  user.migratedFrom = {
    system: 'mediawiki',
    id,
    createdAt: readMediawikiTimestamp(record['user_registration']),
    lastSeenAt: readMediawikiTimestamp(record['user_touched']),
    passwordExpiresAt: readMediawikiTimestamp(record['user_password_expires']),
    editCount: readCount(record['user_editcount']),
  }
  return user
}

/** Accounts that the software made for itself carry a token that no cookie can match, and no password. */
const findSkip = (record: JsonObject): Skip | undefined => {
  const isTemporary = readText(record['user_is_temp'])
  if (isTemporary === '1' || record['user_is_temp'] === true) {
    return {
      skip: 'temporary_account',
      reason: 'MediaWiki made the account for somebody who was not signed in.',
    }
  }
  const isInvalid = readText(record['user_token'])?.startsWith('*** INVALID ***') === true
  if (isInvalid && readText(record['user_password']) === undefined) {
    return { skip: 'system_account', reason: 'The account belongs to MediaWiki itself or to an extension.' }
  }
  return undefined
}

const readPreferences = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const row of context.related('preferences', id)) {
    const value = readText(row['up_value'])
    switch (readText(row['up_property'])) {
      case 'language':
        user.profile.locale = value
        break
      case 'gender':
        user.profile.gender = value === 'unknown' ? undefined : value
        break
      case 'timecorrection':
        // `ZoneInfo|60|Europe/Berlin`; `Offset|60` names no zone.
        user.profile.zoneinfo = /^ZoneInfo\|[^|]*\|(.+)$/.exec(value ?? '')?.[1]
        break
      default:
    }
  }
}

const readCount = (value: JsonObject[string] | undefined): number | undefined => {
  const text = readText(value)
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

const readElsewhere: ReadonlySet<string> = new Set([
  'user_editcount',
  'user_email',
  'user_email_authenticated',
  'user_email_token',
  'user_email_token_expires',
  'user_id',
  'user_is_temp',
  'user_name',
  'user_newpass_time',
  'user_newpassword',
  'user_password',
  'user_password_expires',
  'user_real_name',
  'user_registration',
  'user_token',
  'user_touched',
])
