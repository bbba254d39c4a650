import type { HashParams } from '../../password/hash-params.js'
import type { FieldReader } from '../declare/preset-table.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

/**
 * Hashes have their version in front. Those without one are ownCloud's: SHA-1, or bcrypt over the password and the
 * `passwordsalt` of config.php; `password.params.passwordsalt: ''` says that there was none.
 */
export const putNextcloudPassword: FieldReader = (user, value, { passwordParams }) => {
  putPassword(user, 'nextcloud', value, {
    ...passwordParams,
    ...legacyParams(readText(value), passwordParams),
  })
  return true
}

const legacyParams = (hash: string | undefined, { passwordsalt }: HashParams): HashParams => {
  if (hash !== undefined && /^[\da-f]{40}$/.test(hash)) return { algorithm: 'sha1' }
  return hash?.startsWith('$2') === true && passwordsalt !== '' ? { pepper: 'passwordsalt' } : {}
}
