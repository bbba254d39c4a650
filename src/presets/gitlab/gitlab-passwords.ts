import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { losePassword } from '../vocabulary/lose-password.js'

/** The API never shows hashes. In the table a password that GitLab made up itself is nobody's. */
export const loseUnexportedPassword = (user: UserRecord, record: JsonObject): void => {
  if (readBoolean(record['password_automatically_set']) === true) {
    user.passwordDigest = undefined
    user.passwordAlgorithm = undefined
  } else if (!('encrypted_password' in record)) {
    losePassword(user, 'The API of GitLab shows no hashes; read encrypted_password from the table users.')
  }
}
