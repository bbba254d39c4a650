import type { JsonObject } from '../../source/source-record.js'
import type { FieldReader } from '../declare/preset-table.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject } from '../vocabulary/read-json-cell.js'
import { readText } from '../vocabulary/read-text.js'

/** An object in the export, columns of the record in the CSV import. Kinde keeps hashes of earlier systems. */
export const putKindePassword: FieldReader = (user, value, { passwordParams }, record) => {
  const own = readObject(value) ?? record
  const hash = readText(own['hashed_password'])
  const algorithm = readText(own['hashing_algorithm']) ?? readText(own['hashing_method']) ?? 'bcrypt'
  if (hash !== undefined)
    putPassword(user, 'generic', hash, { ...passwordParams, ...digestOf(algorithm, own) })
  return true
}

const digestOf = (algorithm: string, own: JsonObject): JsonObject => {
  if (algorithm !== 'md5' && algorithm !== 'sha256') return {}
  const salt = readText(own['salt'])
  if (salt === undefined) return { algorithm }
  const position = readText(own['salt_position'])
  return {
    algorithm,
    salt,
    saltEncoding: readText(own['salt_format']) === 'hex' ? 'hex' : 'utf8',
    // Without it the conversion asks.
    ...(position === undefined ? {} : { order: position }),
  }
}
