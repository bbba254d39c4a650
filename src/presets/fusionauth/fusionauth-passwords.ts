import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** The columns of the import API, and those of the table `identities` of FusionAuth's database. */
const columns: readonly [string, string][] = [
  ['encryptionScheme', 'encryption_scheme'],
  ['factor', 'factor'],
  ['salt', 'salt'],
]

/** Keys that `putFusionauthPassword` reads. */
export const secretKeys: readonly string[] = [
  ...columns.flat(),
  'password',
  'passwordChangeRequired',
  'passwordChangeReason',
]

export const fusionauthPasswords: RelatedFile = {
  name: 'passwords',
  title: "Rows of the table identities of FusionAuth's database",
  keysOf: keyedBy('users_id', 'user_id', 'id'),
  reduce: ({ password = null, salt = null, factor = null, password_change_required = null, ...rest }) => ({
    password,
    salt,
    factor,
    password_change_required,
    encryption_scheme: rest['encryption_scheme'] ?? rest['encryptionScheme'] ?? null,
  }),
}

export const putFusionauthPassword = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  const row =
    readText(record['password']) === undefined && id !== undefined ? findRow(id, context) : undefined
  const source = row ?? record
  if (readText(source['password']) === undefined) {
    // The API never shows a password; one that was set has left its time.
    if (record['passwordLastUpdateInstant'] !== undefined && record['passwordLastUpdateInstant'] !== null) {
      const detail = 'The API of FusionAuth gives no password hashes out; read them from its database.'
      user.losses.push({ kind: 'password', detail })
    }
    return
  }
  const params: JsonObject = {}
  for (const [name, column] of columns) {
    const value = source[name] ?? source[column]
    if (value !== undefined && value !== null) params[name] = value
  }
  if (params['encryptionScheme'] === undefined && row === undefined)
    user.password = readText(source['password'])
  else putPassword(user, 'fusionauth', source['password'], { ...context.passwordParams, ...params })
  if (user.password === undefined && user.passwordDigest === undefined) return
  user.isPasswordExpired =
    readBoolean(record['passwordChangeRequired']) ?? readBoolean(source['password_change_required'])
}

/** A user has one row for each identity, and the password is in one of them. */
const findRow = (id: string, context: PresetContext): JsonObject | undefined =>
  context.related('passwords', id).find((row) => readText(row['password']) !== undefined)
