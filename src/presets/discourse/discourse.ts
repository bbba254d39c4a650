import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { discourseAccounts, putDiscourseAccounts } from './discourse-accounts.js'
import { discourseEmails, putDiscourseEmails } from './discourse-emails.js'
import { discourseFactors, discourseSecurityKeys, putDiscourseFactors } from './discourse-factors.js'
import { discourseGroups, putDiscourseGroups } from './discourse-groups.js'
import { discoursePasswords, putDiscoursePassword } from './discourse-passwords.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'

/** Discourse: the table `users`, or the list of users that administrators can export. */
export const discourse: Preset = {
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
  recognise: (sample) => recogniseDiscourse(sample),
  toUser: (record, context) => mapDiscourseUser(record, context),
}

const recogniseDiscourse = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
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
  ])

const mapDiscourseUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const id = readText(record['id'])
  if (id?.startsWith('-') === true) {
    return { skip: 'system_user', reason: 'Users with negative ids are Discourse itself and its bots.' }
  }
  if (readBoolean(record['staged']) === true) {
    return { skip: 'staged', reason: 'A staged user stands for a sender of mail who never registered.' }
  }
  const user = createUserRecord()
  user.id = id
  user.username = readText(record['username'])
  user.name = readText(record['name'])
  user.primaryEmail = readText(record['email'])
  // A user becomes active by confirming the address.
  user.emailVerified = readBoolean(record['active'])
  putDiscourseEmails(user, record, id, context)
  readProfile(user, record)
  putDiscoursePassword(user, record, id, context)
  const suspendedUntil = pickCell(record, 'suspended_till')
  if (suspendedUntil !== undefined) suspendUntil(user, suspendedUntil, context.nowMs)
  putDiscourseAccounts(user, id, context)
  putDiscourseFactors(user, id, context)
  putDiscourseGroups(user, record, id, context)
  keepAddedFields(user, 'discourse', record, readElsewhere)
  // Without approval nobody signs in where the forum asks for it; everywhere else it says nothing.
  if (readBoolean(record['approved']) === false) setPath(user.customData, ['discourse', 'approved'], false)
  user.migratedFrom = {
    system: 'discourse',
    id,
    createdAt: readTimestamp(record['created_at']),
    lastSignInAt: readTimestamp(record['last_seen_at']),
    ...readStanding(record),
  }
  return user
}

const readProfile = ({ profile, customData }: UserRecord, record: JsonObject): void => {
  const locale = readText(record['locale'])
  if (locale !== undefined) profile.locale = locale.replace('_', '-')
  const website = readText(record['website'])
  if (website !== undefined) profile.website = website
  // The year 1904 is how Discourse writes that there is none.
  const birthdate = /^\d{4}-\d\d-\d\d/.exec(readText(record['date_of_birth']) ?? '')?.[0]
  if (birthdate !== undefined) profile.birthdate = birthdate.replace(/^1904-/, '0000-')
  const title = readText(record['title'])
  const location = readText(record['location'])
  const bio = readText(record['bio_raw'])
  if (title === undefined && location === undefined && bio === undefined) return
  customData['discourse'] = {
    ...(title === undefined ? {} : { title }),
    ...(location === undefined ? {} : { location }),
    ...(bio === undefined ? {} : { bio }),
  }
}

/** Powers inside the forum. They grant nothing in Logto. */
const readStanding = (record: JsonObject): UserRecord['migratedFrom'] => ({
  trustLevel: readText(record['trust_level']),
  isAdmin: readBoolean(record['admin']) === true ? true : undefined,
  isModerator: readBoolean(record['moderator']) === true ? true : undefined,
})

/** What has a place of its own, or is none of the person's data. Plugins add columns: those go to `customData.discourse`. */
const readElsewhere: ReadonlySet<string> = new Set(
  (
    'active admin allow_channel_wide_mention approved approved_at approved_by_id avatar_template bio_raw bookmark_auto_delete_preference ' +
    'created_at date_of_birth email email_level first_seen_at flag_level flair_group_id group_id group_locked_trust_level group_names groups id ' +
    'ip_address last_emailed_at last_posted_at last_seen_at last_seen_reviewable_id locale location manual_locked_trust_level moderator name password_algorithm ' +
    'password_hash post_edit_count previous_visit_at registration_ip_address required_fields_version salt ' +
    'secondary_emails secure_category_ids secure_identifier seen_notification_id staged suspended_at suspended_till ' +
    'title trust_level updated_at uploaded_avatar_id user_id username username_lower views website'
  ).split(' '),
)
