import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { authjsAccounts, authjsAuthenticators, putAuthjsAccounts } from './authjs-accounts.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Auth.js, formerly NextAuth.js: the table `User` of any adapter, as CSV or JSON. */
export const authjs: Preset = {
  name: 'authjs',
  title: 'Auth.js (NextAuth.js)',
  isFramework: true,
  relatedFiles: [authjsAccounts, authjsAuthenticators],
  recognise: (sample) => recogniseAuthjs(sample),
  toUser: (record, context) => mapAuthjsUser(record, context),
}

const recogniseAuthjs = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
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
  ])

const isDateOrEmpty = (value: JsonValue | undefined): boolean =>
  !isFilledCell(value) || (readBoolean(value) === undefined && readTimestamp(value) !== undefined)

const mapAuthjsUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const id = readId(record['id'] ?? record['_id'])
  user.id = id
  user.primaryEmail = readText(record['email'])
  user.emailVerified = readVerified(record)
  user.primaryPhone = readText(pickCell(record, 'phone', 'phoneNumber', 'phone_number'))
  user.username = readText(record['username'])
  user.name = readText(record['name'])
  user.avatar = readText(record['image'])
  // Auth.js keeps none; where there is a column it is the application's own.
  const password = pickCell(record, 'password', 'passwordHash', 'password_hash', 'hashedPassword')
  putPassword(user, 'generic', password, context.passwordParams)
  putAuthjsAccounts(user, record, id, context)
  keepAddedFields(user, 'authjs', record, readElsewhere)
  user.migratedFrom = {
    system: 'authjs',
    id,
    createdAt: readTimestamp(pickCell(record, 'createdAt', 'created_at')),
    lastSignInAt: readTimestamp(pickCell(record, 'lastLogin', 'lastLoginAt', 'last_login')),
  }
  return user
}

/** The moment at which a link in an e-mail was followed; empty says that none ever was. */
const readVerified = (record: JsonObject): boolean | undefined => {
  if (!('emailVerified' in record) && !('email_verified' in record)) return undefined
  const verified = pickCell(record, 'emailVerified', 'email_verified')
  return readBoolean(verified) ?? readTimestamp(verified) !== undefined
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.authjs`. */
const readElsewhere: ReadonlySet<string> = new Set([
  '_id',
  'accounts',
  'authenticators',
  'createdAt',
  'created_at',
  'email',
  'emailVerified',
  'email_verified',
  'hashedPassword',
  'id',
  'image',
  'lastLogin',
  'lastLoginAt',
  'last_login',
  'name',
  'password',
  'passwordHash',
  'password_hash',
  'phone',
  'phoneNumber',
  'phone_number',
  'sessions',
  'updatedAt',
  'updated_at',
  'username',
])
