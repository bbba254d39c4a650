import type { FieldReader } from '../declare/preset-table.js'
import { readPasswordParams } from '../generic/setters/open-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/**
 * An object in the export, columns of the record in the CSV import. Kinde keeps hashes of earlier systems, with
 * whatever they need beside them.
 */
export const putKindePassword: FieldReader = (user, value, { passwordParams }, record) => {
  const own = readObject(value) ?? record
  const hash = readText(own['hashed_password'])
  if (hash !== undefined)
    putPassword(user, 'generic', hash, { ...passwordParams, ...readPasswordParams(own) })
  return true
}
