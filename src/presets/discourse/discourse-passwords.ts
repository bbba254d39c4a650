import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { userIdOf } from './user-id-of.js'

/** Passwords have a table of their own since 2024; one row a user is valid, the others have expired. */
export const discoursePasswords: RelatedFile = {
  name: 'passwords',
  title: 'Table user_passwords',
  keysOf: userIdOf,
  reduce: ({
    password_hash = null,
    password_salt = null,
    password_algorithm = null,
    password_expired_at = null,
  }) => ({
    password_hash,
    password_salt,
    password_algorithm,
    password_expired_at,
  }),
}

/** What older versions computed, before they wrote it into a column. */
const oldAlgorithm = '$pbkdf2-sha256$i=64000,l=32$'

export const putDiscoursePassword = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related, passwordParams }: PresetContext,
): void => {
  const rows = id === undefined ? [] : related('passwords', id)
  const valid = rows.find((row) => readTimestamp(row['password_expired_at']) === undefined)
  const source = valid ?? rows[0] ?? record
  const hash = pickCell(source, 'password_hash')
  if (hash === undefined) return
  putPassword(user, 'discourse', hash, {
    ...passwordParams,
    password_salt: pickCell(source, 'password_salt', 'salt'),
    password_algorithm: pickCell(source, 'password_algorithm') ?? oldAlgorithm,
  })
  if (rows.length > 0 && valid === undefined) user.isPasswordExpired = true
}
