import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { rememberWhenTrue } from '../declare/field-readers.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'
import { discourseAccounts, putDiscourseAccounts } from './discourse-accounts.js'
import { discourseEmails, putDiscourseEmails } from './discourse-emails.js'
import { discourseFactors, discourseSecurityKeys, putDiscourseFactors } from './discourse-factors.js'
import { discourseGroups, putDiscourseGroups } from './discourse-groups.js'
import { discoursePasswords, putDiscoursePassword } from './discourse-passwords.js'

/** Discourse: the table `users`, or the list of users that administrators can export. */
export const discourse = declarePreset({
  name: 'discourse',
  title: 'Discourse',
  relatedFiles: [
    discourseEmails,
    discoursePasswords,
    discourseAccounts,
    discourseFactors,
    discourseSecurityKeys,
    discourseGroups,
  ],
  forms: [
    [
      {
        evidence: 'trust_level beside admin, moderator or username_lower',
        weight: 0.6,
        isOwn: true,
        holds: (record) =>
          'trust_level' in record && hasAnyName('admin', 'moderator', 'username_lower')(record),
      },
      {
        evidence: 'staged, suspended_till and active',
        weight: 0.4,
        isOwn: true,
        holds: (record) =>
          'suspended_till' in record && hasAnyName('staged', 'trust_level', 'silenced_till')(record),
      },
    ],
  ],
  skips: [
    {
      skip: 'system_user',
      reason: 'Users with negative ids are Discourse itself and its bots.',
      when: (record) => readText(record['id'])?.startsWith('-') === true,
    },
    skipWhenTrue('staged', 'staged', 'A staged user stands for a sender of mail who never registered.'),
  ],
  fields: {
    id: 'id',
    username: 'username',
    name: 'name',
    email: 'primaryEmail',
    // A user becomes active by confirming the address.
    active: 'emailVerified',
    locale: (user, value) => {
      user.profile.locale = readText(value)?.replace('_', '-')
      return true
    },
    website: 'profile.website',
    // The year 1904 is how Discourse writes that there is none.
    date_of_birth: (user, value) => {
      const date = /^\d{4}-\d\d-\d\d/.exec(readText(value) ?? '')?.[0]
      user.profile.birthdate = date?.replace(/^1904-/, '0000-')
      return true
    },
    created_at: 'migratedFrom.createdAt',
    last_seen_at: 'migratedFrom.lastSignInAt',
    // Powers inside the forum. They grant nothing in Logto.
    trust_level: 'migratedFrom.trustLevel',
    admin: rememberWhenTrue('isAdmin'),
    moderator: rememberWhenTrue('isModerator'),
    ...unread(`approved bio_raw group_names groups location password_algorithm password_hash salt secondary_emails
      suspended_till title`),
    // Counters and settings of the forum. Plugins add columns: those go to `customData.discourse`.
    ...unread(`allow_channel_wide_mention approved_at approved_by_id avatar_template bookmark_auto_delete_preference
      email_level first_seen_at flag_level flair_group_id group_id group_locked_trust_level ip_address last_emailed_at
      last_posted_at last_seen_reviewable_id manual_locked_trust_level post_edit_count previous_visit_at
      registration_ip_address required_fields_version secure_category_ids secure_identifier seen_notification_id staged
      suspended_at updated_at uploaded_avatar_id user_id username_lower views`),
  },
  finish: (user, record, context) => {
    putDiscourseEmails(user, record, user.id, context)
    putDiscoursePassword(user, record, user.id, context)
    const suspendedUntil = pickCell(record, 'suspended_till')
    if (suspendedUntil !== undefined) suspendUntil(user, suspendedUntil, context.nowMs)
    putDiscourseAccounts(user, user.id, context)
    putDiscourseFactors(user, user.id, context)
    putDiscourseGroups(user, record, user.id, context)
  },
  keeps: (left, record) => {
    const kept = { ...pickTexts(record), ...left }
    // Without approval nobody signs in where the forum asks for it; everywhere else it says nothing.
    if (readBoolean(record['approved']) === false) kept['approved'] = false
    return Object.keys(kept).length > 0 ? kept : undefined
  },
})

const pickTexts = (record: JsonObject): JsonObject => {
  const texts: JsonObject = {}
  for (const [column, name] of profileTexts) {
    const text = readText(record[column])
    if (text !== undefined) texts[name] = text
  }
  return texts
}

const profileTexts = [
  ['title', 'title'],
  ['location', 'location'],
  ['bio_raw', 'bio'],
] as const
