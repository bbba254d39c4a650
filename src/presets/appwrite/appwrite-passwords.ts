import type { FieldReader } from '../declare/preset-table.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `hash` names the function, `hashOptions` holds its parameters; users imported into Appwrite have others than argon2. */
export const putAppwritePassword: FieldReader = (user, value, { passwordParams }, record) => {
  const options = readObject(record['hashOptions']) ?? {}
  const type = readText(record['hash']) ?? readText(options['type']) ?? ''
  const system = type === 'scryptMod' ? 'firebase' : 'generic'
  putPassword(user, system, value, { ...passwordParams, ...parametersOf(type, options) })
  return true
}

/** Older versions write the names with underscores. */
const parametersOf = (type: string, options: JsonObject): JsonObject => {
  const option = (...names: string[]): JsonValue =>
    names.map((name) => options[name]).find((one) => one !== undefined) ?? null
  switch (type) {
    case 'md5':
      return { algorithm: 'md5' }
    case 'sha':
      return { algorithm: readText(option('version')) ?? 'sha3-512' }
    case 'scrypt':
      return {
        family: 'scrypt',
        salt: option('salt'),
        saltEncoding: 'utf8',
        hashEncoding: 'hex',
        N: option('costCpu', 'cost_cpu'),
        r: option('costMemory', 'cost_memory'),
        p: option('costParallel', 'cost_parallel'),
      }
    case 'scryptMod':
      return {
        salt: option('salt'),
        saltSeparator: option('saltSeparator', 'salt_separator'),
        signerKey: option('signerKey', 'signer_key'),
        rounds: 8,
        memCost: 14,
      }
    default:
      return {}
  }
}
