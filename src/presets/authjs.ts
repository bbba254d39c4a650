import type { JsonObject, JsonValue } from '../source/source-record.js'
import { authjsAccounts, authjsAuthenticators, putAuthjsAccounts } from './authjs/authjs-accounts.js'
import { createUserRecord } from './create-user-record.js'
import type { Preset, PresetContext, Recognition } from './preset.js'
import type { UserRecord } from './user-record.js'
import { keepAddedFields } from './vocabulary/keep-added-fields.js'
import { isFilledCell, pickCell } from './vocabulary/pick-cell.js'
import { putPassword } from './vocabulary/put-password.js'
import { readBoolean } from './vocabulary/read-boolean.js'
import { readId } from './vocabulary/read-id.js'
import { readText } from './vocabulary/read-text.js'
import { readTimestamp } from './vocabulary/read-timestamp.js'
import { recogniseByClues } from './vocabulary/recognise-by-clues.js'

/** Auth.js, formerly NextAuth.js: the table `User` of any adapter, as CSV or JSON. */
export const authjs: Preset = {
  name: 'authjs',
  title: 'Auth.js (NextAuth.js)',
  relatedFiles: [authjsAccounts, authjsAuthenticators],
  recognise: (sample) => recogniseAuthjs(sample),
  toUser: (record, context) => mapAuthjsUser(record, context),
}

const recogniseAuthjs = (sample: readonly JsonObject[]): Recognition => {
  const recognition = recogniseByClues(sample, [
    {
      evidence: 'name, email, emailVerified and image',
      weight: 0.5,
      holds: (record) =>
        'image' in record &&
        'email' in record &&
        'name' in record &&
        ('emailVerified' in record || 'email_verified' in record),
    },
    {
      evidence: 'emailVerified is a date or empty',
      weight: 0.5,
      holds: (record) => isDateOrEmpty(record['emailVerified'] ?? record['email_verified']),
    },
  ])
  // A yes or no there is another library's; so is a table that never had a date and has no image.
  return recognition.evidence.length === 2 ? recognition : { score: recognition.score / 4, evidence: [] }
}

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
  putAuthjsAccounts(user, id, context)
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
  'updatedAt',
  'updated_at',
  'username',
])
