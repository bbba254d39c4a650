import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const configs: readonly string[] = [
  'md_5_config',
  'argon_2_config',
  'sha_1_config',
  'sha_512_config',
  'scrypt_config',
  'pbkdf_2_config',
]

/**
 * A hash stands in the record when it has the form of Stytch's migration, or when the support's export was
 * merged in so; the search itself only says that there is a password.
 */
export const putStytchPassword = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const password = readObject(record['password'])
  if (readText(record['hash']) === undefined) {
    if (password === undefined && readText(record['member_password_id']) === undefined) return
    user.losses.push({
      kind: 'password',
      detail: 'The API of Stytch gives no password hashes out; ask its support.',
    })
    return
  }
  const params: JsonObject = {}
  const type = readText(record['hash_type'])
  if (type !== undefined) params['hash_type'] = type
  for (const key of configs) {
    const config = readObject(record[key])
    if (config !== undefined) params[key] = config
  }
  putPassword(user, 'stytch', record['hash'], { ...context.passwordParams, ...params })
  // What must be reset in the old system must be reset here too, and only a password that came over can.
  if (user.passwordDigest !== undefined) user.isPasswordExpired = readBoolean(password?.['requires_reset'])
}
