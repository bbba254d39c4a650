import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import { factors, putFactors } from './supabase-factors.js'
import { identities, putIdentities } from './supabase-identities.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readClaims } from '../vocabulary/read-claims.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'

/** Supabase Auth and GoTrue: the table `auth.users` with its neighbours, and users of the Admin API. */
export const supabase: Preset = {
  name: 'supabase',
  title: 'Supabase Auth (GoTrue)',
  relatedFiles: [identities, factors],
  recognise: (sample) => recogniseSupabase(sample),
  toUser: (record, context) => mapSupabaseUser(record, context),
}

const recogniseSupabase = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'raw_user_meta_data and raw_app_meta_data, or aud beside user_metadata and app_metadata',
      weight: 0.6,
      isOwn: true,
      holds: (record) =>
        'raw_user_meta_data' in record ||
        'raw_app_meta_data' in record ||
        ('aud' in record && ('user_metadata' in record || 'app_metadata' in record)),
    },
    {
      evidence: 'email_confirmed_at, phone_confirmed_at, is_sso_user, is_anonymous or banned_until',
      weight: 0.3,
      holds: hasAnyName(
        'email_confirmed_at',
        'phone_confirmed_at',
        'is_sso_user',
        'is_anonymous',
        'banned_until',
      ),
    },
    {
      evidence: 'email_change_confirm_status, reauthentication_token or confirmed times beside metadata',
      weight: 0.1,
      isOwn: true,
      holds: (record) =>
        hasAnyName(
          'email_change_confirm_status',
          'reauthentication_token',
          'email_change_token_new',
        )(record) ||
        ('encrypted_password' in record && 'email_confirmed_at' in record) ||
        ('email_confirmed_at' in record && ('user_metadata' in record || 'is_sso_user' in record)),
    },
  ])

const mapSupabaseUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  if (readText(record['deleted_at']) !== undefined) {
    return { skip: 'deleted', reason: 'The user is marked as deleted (deleted_at).' }
  }
  if (readBoolean(record['is_anonymous']) === true) {
    return { skip: 'anonymous', reason: 'The user signed in anonymously (is_anonymous).' }
  }
  const user = createUserRecord()
  user.id = readText(record['id'])
  const metadata = readObject(record['raw_user_meta_data'] ?? record['user_metadata']) ?? {}
  const appMetadata = readObject(record['raw_app_meta_data'] ?? record['app_metadata']) ?? {}
  readIdentifiers(user, record)
  user.profile = readClaims(metadata)
  user.name =
    readText(metadata['full_name']) ??
    readText(metadata['name']) ??
    joinName(
      readText(metadata['first_name']) ?? user.profile.givenName,
      readText(metadata['last_name']) ?? user.profile.familyName,
    )
  user.avatar = readText(metadata['avatar_url']) ?? readText(metadata['picture'])
  putBan(user, record['banned_until'], context)
  putSupabasePassword(user, record, context)
  putIdentities(user, record, appMetadata, context)
  putFactors(user, record, context)
  if (Object.keys(metadata).length > 0) user.customData['userMetadata'] = metadata
  if (Object.keys(appMetadata).length > 0) user.customData['appMetadata'] = appMetadata
  keepAddedFields(user, 'supabase', record, readElsewhere)
  keepRole(user, record)
  user.migratedFrom = {
    system: 'supabase',
    id: user.id,
    createdAt: readTimestamp(record['created_at']),
    lastSignInAt: readTimestamp(record['last_sign_in_at']),
    updatedAt: readTimestamp(record['updated_at']),
  }
  return user
}

const readIdentifiers = (user: UserRecord, record: JsonObject): void => {
  user.primaryEmail = readText(record['email'])
  if (user.primaryEmail !== undefined) {
    // `confirmed_at` is the earlier of the two times, so it proves the address only where no phone has one.
    const isOldForm = readText(record['phone_confirmed_at']) === undefined
    user.emailVerified =
      readText(record['email_confirmed_at']) !== undefined ||
      (isOldForm && readText(record['confirmed_at']) !== undefined)
  }
  user.primaryPhone = readText(record['phone'])
  if (user.primaryPhone === undefined) return
  // GoTrue drops the plus before it stores a number.
  user.phoneFormat = 'international-digits'
  user.phoneVerified = readText(record['phone_confirmed_at']) !== undefined
}

/** Everybody's is `authenticated`; another one is a role of the database that somebody has given. */
const keepRole = ({ customData }: UserRecord, record: JsonObject): void => {
  const role = readText(record['role'])
  if (role !== undefined && role !== 'authenticated') setPath(customData, ['supabase', 'role'], role)
  if (readBoolean(record['is_super_admin']) === true) setPath(customData, ['supabase', 'isSuperAdmin'], true)
}

/** A ban ends by itself; `infinity` never does. */
const putBan = (user: UserRecord, value: JsonValue | undefined, { nowMs }: PresetContext): void => {
  const text = readText(value)
  if (text !== undefined && text !== '-infinity') suspendUntil(user, text, nowMs)
}

const putSupabasePassword = (
  user: UserRecord,
  record: JsonObject,
  { passwordParams }: PresetContext,
): void => {
  if ('encrypted_password' in record) {
    putPassword(user, 'supabase', record['encrypted_password'], passwordParams)
  } else if (!('raw_user_meta_data' in record)) {
    losePassword(user, 'The Admin API gives no password hashes out; export the table auth.users.')
  }
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.supabase`. */
const readElsewhere: ReadonlySet<string> = new Set([
  'action_link',
  'app_metadata',
  'aud',
  'banned_until',
  'confirmation_sent_at',
  'confirmation_token',
  'confirmed_at',
  'created_at',
  'deleted_at',
  'email',
  'email_change_confirm_status',
  'email_change_sent_at',
  'email_change_token_current',
  'email_change_token_new',
  'email_confirmed_at',
  'encrypted_password',
  'factors',
  'id',
  'identities',
  'instance_id',
  'is_anonymous',
  'is_sso_user',
  'is_super_admin',
  'last_sign_in_at',
  'phone',
  'phone_change_sent_at',
  'phone_change_token',
  'phone_confirmed_at',
  'raw_app_meta_data',
  'raw_user_meta_data',
  'reauthentication_sent_at',
  'reauthentication_token',
  'recovery_sent_at',
  'recovery_token',
  'role',
  'updated_at',
  'user_metadata',
])
