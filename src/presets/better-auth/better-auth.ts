import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'
import { betterAuthAccounts, putBetterAuthAccounts } from './better-auth-accounts.js'
import { betterAuthPasskeys, betterAuthTwoFactors, loseBetterAuthFactors } from './better-auth-factors.js'
import { betterAuthMembers, betterAuthOrganizations, putBetterAuthMembers } from './better-auth-members.js'

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

/** Where nobody has a mark, the times tell it from Auth.js, whose own table has none. */
const isMarkedYesOrNo = (record: JsonObject): boolean => {
  const mark = record['emailVerified'] ?? record['email_verified']
  return (
    readBoolean(mark) !== undefined ||
    (!isFilledCell(mark) &&
      ('emailVerified' in record || 'email_verified' in record) &&
      (hasAllNames('createdAt', 'updatedAt')(record) || hasAllNames('created_at', 'updated_at')(record)))
  )
}

/** better-auth: the table `user`, as CSV or JSON, of any adapter. */
export const betterAuth = declarePreset({
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
  forms: [
    [
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
    ],
  ],
  skips: [
    {
      skip: 'anonymous',
      reason: 'An anonymous user has nothing to sign in with.',
      when: (record) => readBoolean(pickCell(record, 'isAnonymous', 'is_anonymous')) === true,
    },
  ],
  fields: {
    'id | _id': 'id',
    email: 'primaryEmail',
    'emailVerified | email_verified': 'emailVerified',
    'phoneNumber | phone_number': 'primaryPhone',
    'phoneNumberVerified | phone_number_verified': 'phoneVerified',
    username: 'username',
    name: 'name',
    image: 'avatar',
    'createdAt | created_at': 'migratedFrom.createdAt',
    'lastLoginAt | last_login_at': 'migratedFrom.lastSignInAt',
    'updatedAt | updated_at': 'migratedFrom.updatedAt',
    'banReason | ban_reason': 'migratedFrom.banReason',
    ...unread(`account accounts banExpires ban_expires banned displayUsername display_username isAnonymous is_anonymous
      role session sessions twoFactorEnabled two_factor_enabled`),
  },
  finish: (user, record, context) => {
    const shown = readText(pickCell(record, 'displayUsername', 'display_username'))
    if (shown !== user.username) user.profile.preferredUsername = shown
    if (readBoolean(record['banned']) === true) {
      suspendUntil(user, pickCell(record, 'banExpires', 'ban_expires'), context.nowMs)
    }
    putBetterAuthAccounts(user, record, user.id, context)
    loseBetterAuthFactors(user, record, user.id, context)
    // Everybody has the role "user".
    user.roles = readList(record['role']).filter((role) => role !== 'user')
    putBetterAuthMembers(user, user.id, context)
  },
  keepsAs: 'betterAuth',
})
