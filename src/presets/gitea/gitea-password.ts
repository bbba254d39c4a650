import type { FieldReader } from '../declare/preset-table.js'
import { putPassword } from '../vocabulary/put-password.js'

/** The salt and the algorithm with its cost stand in columns of their own. */
export const putGiteaPassword: FieldReader = (user, value, { passwordParams }, record) => {
  const { salt = null, passwd_hash_algo = null } = record
  putPassword(user, 'gitea', value, { ...passwordParams, salt, passwd_hash_algo })
  return true
}
