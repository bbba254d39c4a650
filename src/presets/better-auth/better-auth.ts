import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { betterAuthAccounts, putBetterAuthAccounts } from './better-auth-accounts.js'
import { betterAuthPasskeys, betterAuthTwoFactors, loseBetterAuthFactors } from './better-auth-factors.js'
import { betterAuthMembers, betterAuthOrganizations, putBetterAuthMembers } from './better-auth-members.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'

/** better-auth: the table `user`, as CSV or JSON, of any adapter. */
export const betterAuth: Preset = {
  name: 'better-auth',
  title: 'better-auth',
  isFramework: true,
  relatedFiles: [
    betterAuthAccounts,
    betterAuthTwoFactors,
    betterAuthPasskeys,
    betterAuthMembers,
    betterAuthOrganizations,
  ],
  recognise: (sample) => recogniseBetterAuth(sample),
  toUser: (record, context) => mapBetterAuthUser(record, context),
}

const recogniseBetterAuth = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'emailVerified is yes or no, beside name, email and image',
      weight: 0.45,
      isOwn: true,
      holds: (record) => hasAllNames('email', 'name', 'image')(record) && isMarkedYesOrNo(record),
    },
    {
      evidence: 'createdAt and updatedAt beside image',
      weight: 0.3,
      holds: (record) =>
        'image' in record &&
        (('createdAt' in record && 'updatedAt' in record) ||
          ('created_at' in record && 'updated_at' in record)),
    },
    {
      evidence: 'accounts with providerId and accountId',
      weight: 0.1,
      isOwn: true,
      holds: (record) =>
        readObjects(record['accounts'] ?? record['account']).some(
          (one) => 'providerId' in one && 'accountId' in one,
        ),
    },
    {
      evidence: 'columns of its plugins: banExpires, displayUsername, phoneNumberVerified, …',
      weight: 0.15,
      isOwn: true,
      holds: (record) =>
        ownColumns.some((column) => column in record) &&
        ('emailVerified' in record || 'email_verified' in record),
    },
    {
      evidence: 'columns of its plugins: twoFactorEnabled, banned, isAnonymous, …',
      weight: 0.1,
      holds: (record) =>
        commonColumns.some((column) => column in record) || ownColumns.some((column) => column in record),
    },
  ])

/** Where nobody has a mark, the times tell it from Auth.js, whose own table has none. */
const isMarkedYesOrNo = (record: JsonObject): boolean => {
  const mark = record['emailVerified'] ?? record['email_verified']
  return (
    isYesOrNo(mark) ||
    (!isFilledCell(mark) &&
      ('emailVerified' in record || 'email_verified' in record) &&
      (hasAllNames('createdAt', 'updatedAt')(record) || hasAllNames('created_at', 'updated_at')(record)))
  )
}

const isYesOrNo = (value: JsonValue | undefined): boolean => readBoolean(value) !== undefined

const ownColumns = [
  'banExpires',
  'ban_expires',
  'banReason',
  'ban_reason',
  'displayUsername',
  'display_username',
  'phoneNumberVerified',
]

const commonColumns = [
  'twoFactorEnabled',
  'two_factor_enabled',
  'banned',
  'isAnonymous',
  'is_anonymous',
  'phone_number_verified',
]

const mapBetterAuthUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  if (readBoolean(pickCell(record, 'isAnonymous', 'is_anonymous')) === true) {
    return { skip: 'anonymous', reason: 'An anonymous user has nothing to sign in with.' }
  }
  const user = createUserRecord()
  const id = readId(record['id'] ?? record['_id'])
  user.id = id
  user.primaryEmail = readText(record['email'])
  user.emailVerified = readBoolean(pickCell(record, 'emailVerified', 'email_verified'))
  user.primaryPhone = readText(pickCell(record, 'phoneNumber', 'phone_number'))
  user.phoneVerified = readBoolean(pickCell(record, 'phoneNumberVerified', 'phone_number_verified'))
  user.username = readText(record['username'])
  user.name = readText(record['name'])
  user.avatar = readText(record['image'])
  const shown = readText(pickCell(record, 'displayUsername', 'display_username'))
  if (shown !== undefined && shown !== user.username) user.profile.preferredUsername = shown
  if (readBoolean(record['banned']) === true) {
    suspendUntil(user, pickCell(record, 'banExpires', 'ban_expires'), context.nowMs)
  }
  putBetterAuthAccounts(user, record, id, context)
  loseBetterAuthFactors(user, record, id, context)
  // Everybody has the role "user".
  user.roles = readList(record['role']).filter((role) => role !== 'user')
  putBetterAuthMembers(user, id, context)
  keepAddedFields(user, 'betterAuth', record, readElsewhere)
  user.migratedFrom = {
    system: 'better-auth',
    id,
    createdAt: readTimestamp(pickCell(record, 'createdAt', 'created_at')),
    lastSignInAt: readTimestamp(pickCell(record, 'lastLoginAt', 'last_login_at')),
    updatedAt: readTimestamp(pickCell(record, 'updatedAt', 'updated_at')),
    banReason: readText(pickCell(record, 'banReason', 'ban_reason')),
  }
  return user
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.betterAuth`. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...ownColumns,
  ...commonColumns,
  'account',
  'accounts',
  'session',
  'sessions',
  '_id',
  'banReason',
  'ban_reason',
  'createdAt',
  'created_at',
  'email',
  'emailVerified',
  'email_verified',
  'id',
  'image',
  'lastLoginAt',
  'last_login_at',
  'name',
  'phoneNumber',
  'phone_number',
  'role',
  'updatedAt',
  'updated_at',
  'username',
])
