import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { storedPassword } from '../declare/field-readers.js'
import { skipWhenOneOf } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { phpbbBans, phpbbGroups, phpbbIdentities, putPhpbbRelated } from './phpbb-related.js'
import { openPhpbbUser, readAvatar, readBirthday } from './phpbb-user.js'

/** phpBB 3: the table `phpbb_users`. */
export const phpbb = declarePreset({
  name: 'phpbb',
  title: 'phpBB',
  relatedFiles: [phpbbGroups, phpbbBans, phpbbIdentities],
  forms: [
    [
      own(hasFields(0.5, 'user_id', 'user_type', 'user_email')),
      hasAnyField(0.3, 'username_clean', 'user_regdate', 'user_inactive_reason'),
      hasAnyField(0.2, 'user_password', 'user_permissions', 'user_posts', 'user_lang'),
    ],
  ],
  prepare: openPhpbbUser,
  skips: [
    skipWhenOneOf('user_id', ['1'], 'anonymous', 'The account that stands for visitors.'),
    skipWhenOneOf(
      'user_type',
      ['2'],
      'bot',
      'The account is one of the board itself: a search engine, as a rule.',
    ),
  ],
  fields: {
    user_id: 'id',
    username: 'username',
    user_email: 'primaryEmail',
    user_password: storedPassword('phpbb'),
    user_lang: 'profile.locale',
    user_timezone: (user, value) => {
      const zone = readText(value)
      // Before 3.1 it was a number of hours, which is no zone.
      if (zone !== undefined && /^[A-Z][A-Za-z_]+(?:\/|$)/.test(zone)) user.profile.zoneinfo = zone
      return true
    },
    user_birthday: readBirthday,
    user_website: 'profile.website',
    pf_phpbb_website: 'profile.website',
    user_avatar: readAvatar,
    user_regdate: 'migratedFrom.createdAt',
    user_lastvisit: 'migratedFrom.lastSignInAt',
    // 0 normal, 1 inactive, 3 founder.
    user_type: (user, value) => {
      const type = readText(value)
      if (type === '1') user.isSuspended = true
      if (type === '3') user.migratedFrom['isFounder'] = true
      return type === '0' || type === '1' || type === '3'
    },
    // 3 is an administrator's decision; all the others wait for the person to confirm an address.
    user_inactive_reason: (user, value, _context, record) => {
      const reason = readText(value) ?? '0'
      if (readText(record['user_type']) === '1' && reason !== '0' && reason !== '3')
        user.emailVerified = false
      return true
    },
    ...unread('user_avatar_type username_clean'),
  },
  finish: (user, _record, context) => {
    user.name ??= user.username
    putPhpbbRelated(user, context)
  },
})
