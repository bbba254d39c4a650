import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

const digests = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
])

/** Only files that were made for an upload hold hashes, with the name of the function beside them. */
export const putGooglePassword = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const hashFunction = readText(record['hashFunction'])?.trim()
  if (hashFunction === undefined) {
    losePassword(
      user,
      'Google gives no password hashes out; people sign in with Google, or choose a new one.',
    )
    return
  }
  const algorithm = digests.get(hashFunction.toUpperCase())
  const params = algorithm === undefined ? {} : { algorithm }
  putPassword(user, 'generic', record['password'], { ...context.passwordParams, ...params })
  if (user.passwordDigest !== undefined) {
    user.isPasswordExpired = readBoolean(record['changePasswordAtNextLogin'])
  }
}
