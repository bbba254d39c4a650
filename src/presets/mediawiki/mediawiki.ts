import { declarePreset } from '../declare/declare-preset.js'
import type { FieldReader } from '../declare/preset-table.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { dropNullCells } from '../vocabulary/cells/drop-null-cells.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { decodeColumns } from './decode-columns.js'
import { addMediawikiGroups, hasIndefiniteBlock, mediawikiRelatedFiles } from './mediawiki-related.js'
import { readMediawikiFactors } from './mediawiki-factors.js'
import { readMediawikiTimestamp } from './mediawiki-timestamp.js'

const nullableColumns = [
  'user_editcount',
  'user_email_authenticated',
  'user_email_token',
  'user_email_token_expires',
  'user_newpass_time',
  'user_password_expires',
  'user_registration',
]

const rememberMoment =
  (fact: string): FieldReader =>
  ({ migratedFrom }, value) => {
    migratedFrom[fact] = readMediawikiTimestamp(value)
    return true
  }

/** MediaWiki: rows of its table `user`. */
export const mediawiki = declarePreset({
  name: 'mediawiki',
  title: 'MediaWiki',
  relatedFiles: mediawikiRelatedFiles,
  forms: [
    [
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
    ],
  ],
  prepare: (record) => dropNullCells(decodeColumns(record), nullableColumns),
  // Accounts that the software made for itself carry a token that no cookie can match, and no password.
  skips: [
    {
      skip: 'temporary_account',
      reason: 'MediaWiki made the account for somebody who was not signed in.',
      when: ({ user_is_temp }) => user_is_temp === true || readText(user_is_temp) === '1',
    },
    {
      skip: 'system_account',
      reason: 'The account belongs to MediaWiki itself or to an extension.',
      when: ({ user_token, user_password }) =>
        readText(user_token)?.startsWith('*** INVALID ***') === true && readText(user_password) === undefined,
    },
  ],
  fields: {
    user_id: 'id',
    user_name: 'username',
    user_email: 'primaryEmail',
    user_registration: rememberMoment('createdAt'),
    user_touched: rememberMoment('lastSeenAt'),
    user_password_expires: rememberMoment('passwordExpiresAt'),
    user_editcount: (user, value) => {
      const count = readText(value)
      if (count !== undefined && /^\d{1,15}$/.test(count)) user.migratedFrom['editCount'] = Number(count)
      return true
    },
    ...unread(`user_email_authenticated user_email_token user_email_token_expires user_is_temp user_newpass_time
      user_newpassword user_password user_real_name user_token`),
  },
  finish: (user, record, context) => {
    // Somebody may well be called NULL; the column cannot be.
    user.name = readText(record['user_real_name']) ?? user.username
    // The column holds the moment of confirmation; a query without the column says nothing.
    if (user.primaryEmail !== undefined && 'user_email_authenticated' in record) {
      user.emailVerified = readMediawikiTimestamp(record['user_email_authenticated']) !== undefined
    }
    putPassword(user, 'mediawiki', record['user_password'], context.passwordParams)
    readPreferences(user, user.id, context)
    user.isSuspended = user.id === undefined ? undefined : hasIndefiniteBlock(user.id, context)
    addMediawikiGroups(user, user.id, context)
    readMediawikiFactors(user, user.id, context)
  },
})

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
