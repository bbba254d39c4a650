import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { authjsAccounts, authjsAuthenticators, putAuthjsAccounts } from './authjs-accounts.js'

/** Auth.js, formerly NextAuth.js: the table `User` of any adapter, as CSV or JSON. */
export const authjs = declarePreset({
  name: 'authjs',
  title: 'Auth.js (NextAuth.js)',
  isFramework: true,
  relatedFiles: [authjsAccounts, authjsAuthenticators],
  forms: [
    [
      {
        evidence: 'name, email, emailVerified and image, and emailVerified is a date or empty',
        weight: 0.9,
        isOwn: true,
        holds: (record) =>
          hasAllNames('name', 'email', 'image')(record) &&
          ('emailVerified' in record || 'email_verified' in record) &&
          // A yes or no there is another library's.
          isDateOrEmpty(record['emailVerified'] ?? record['email_verified']),
      },
      {
        evidence: 'accounts with provider and providerAccountId',
        weight: 0.1,
        isOwn: true,
        holds: (record) =>
          readObjects(record['accounts']).some(
            (one) => 'providerAccountId' in one || 'provider_account_id' in one,
          ),
      },
    ],
  ],
  fields: {
    'id | _id': 'id',
    email: 'primaryEmail',
    'phone | phoneNumber | phone_number': 'primaryPhone',
    username: 'username',
    name: 'name',
    image: 'avatar',
    'createdAt | created_at': 'migratedFrom.createdAt',
    'lastLogin | lastLoginAt | last_login': 'migratedFrom.lastSignInAt',
    ...unread(`accounts authenticators emailVerified email_verified hashedPassword password passwordHash password_hash
      sessions updatedAt updated_at`),
  },
  finish: (user, record, context) => {
    user.emailVerified = readVerified(record)
    // Auth.js keeps none; where there is a column it is the application's own.
    const password = pickCell(record, 'password', 'passwordHash', 'password_hash', 'hashedPassword')
    putPassword(user, 'generic', password, context.passwordParams)
    putAuthjsAccounts(user, record, user.id, context)
  },
})

const isDateOrEmpty = (value: JsonValue | undefined): boolean =>
  !isFilledCell(value) || (readBoolean(value) === undefined && readTimestamp(value) !== undefined)

/** The moment at which a link in an e-mail was followed; empty says that none ever was. */
const readVerified = (record: JsonObject): boolean | undefined => {
  if (!('emailVerified' in record) && !('email_verified' in record)) return undefined
  const verified = pickCell(record, 'emailVerified', 'email_verified')
  return readBoolean(verified) ?? readTimestamp(verified) !== undefined
}
