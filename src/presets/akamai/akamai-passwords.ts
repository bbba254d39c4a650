import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `{ type: "password-bcrypt", value }`, columns of that name, or the hash itself. */
export const putAkamaiPassword = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const own = readObject(record['password'])
  const value = own?.['value'] ?? record['password.value'] ?? record['password']
  const hash = readText(value)
  if (hash !== undefined) putPassword(user, 'akamai', hash, context.passwordParams)
  else if (!('password' in record) && !('password.value' in record)) {
    const hasAccount = readObjects(record['profiles']).length > 0
    // People who only ever signed in with a provider have none.
    if (!hasAccount)
      losePassword(user, 'The file has no passwords; ask Akamai for a dump with password.value.')
  }
}
