import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readClaims } from '../vocabulary/read-claims.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'
import { factors, putFactors } from './supabase-factors.js'
import { identities, putIdentities } from './supabase-identities.js'

/** Supabase Auth and GoTrue: the table `auth.users` with its neighbours, and users of the Admin API. */
export const supabase = declarePreset({
  name: 'supabase',
  title: 'Supabase Auth (GoTrue)',
  relatedFiles: [identities, factors],
  forms: [
    [
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
    ],
  ],
  skips: [
    {
      skip: 'deleted',
      reason: 'The user is marked as deleted (deleted_at).',
      when: (record) => readText(record['deleted_at']) !== undefined,
    },
    skipWhenTrue('is_anonymous', 'anonymous', 'The user signed in anonymously (is_anonymous).'),
  ],
  fields: {
    id: 'id',
    email: 'primaryEmail',
    phone: 'primaryPhone',
    created_at: 'migratedFrom.createdAt',
    last_sign_in_at: 'migratedFrom.lastSignInAt',
    updated_at: 'migratedFrom.updatedAt',
    ...unread(`app_metadata banned_until confirmed_at email_confirmed_at encrypted_password factors identities
      phone_confirmed_at raw_app_meta_data raw_user_meta_data user_metadata`),
    // Of the server, and of links that it has sent.
    ...unread(`action_link aud confirmation_sent_at confirmation_token deleted_at 
      email_change_confirm_status email_change_sent_at email_change_token_current email_change_token_new
      instance_id is_anonymous is_sso_user is_super_admin  phone_change_sent_at
      phone_change_token reauthentication_sent_at reauthentication_token recovery_sent_at recovery_token role`),
  },
  finish: (user, record, context) => {
    const metadata = readObject(record['raw_user_meta_data'] ?? record['user_metadata']) ?? {}
    const appMetadata = readObject(record['raw_app_meta_data'] ?? record['app_metadata']) ?? {}
    putVerified(user, record)
    user.profile = readClaims(metadata)
    user.name = readName(user, metadata)
    user.avatar = readText(metadata['avatar_url']) ?? readText(metadata['picture'])
    putBan(user, record['banned_until'], context)
    putSupabasePassword(user, record, context)
    putIdentities(user, record, appMetadata, context)
    putFactors(user, record, context)
    if (Object.keys(metadata).length > 0) user.customData['userMetadata'] = metadata
    if (Object.keys(appMetadata).length > 0) user.customData['appMetadata'] = appMetadata
  },
  keeps: (left, record) => keepRole(left, record),
})

/** Everybody's is `authenticated`; another one is a role of the database that somebody has given. */
const keepRole = (left: JsonObject | undefined, record: JsonObject): JsonObject | undefined => {
  const role = readText(record['role'])
  const given: JsonObject = role === undefined || role === 'authenticated' ? {} : { role }
  if (readBoolean(record['is_super_admin']) === true) given['isSuperAdmin'] = true
  return Object.keys(given).length === 0 ? left : { ...left, ...given }
}

const putVerified = (user: UserRecord, record: JsonObject): void => {
  const isPhoneConfirmed = readText(record['phone_confirmed_at']) !== undefined
  if (user.primaryEmail !== undefined) {
    // `confirmed_at` is the earlier of the two times, so it proves the address only where no phone has one.
    user.emailVerified =
      readText(record['email_confirmed_at']) !== undefined ||
      (!isPhoneConfirmed && readText(record['confirmed_at']) !== undefined)
  }
  if (user.primaryPhone === undefined) return
  // GoTrue drops the plus before it stores a number.
  user.phoneFormat = 'international-digits'
  user.phoneVerified = isPhoneConfirmed
}

const readName = ({ profile }: UserRecord, metadata: JsonObject): string | undefined =>
  readText(metadata['full_name']) ??
  readText(metadata['name']) ??
  joinName(
    readText(metadata['first_name']) ?? profile.givenName,
    readText(metadata['last_name']) ?? profile.familyName,
  )

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
