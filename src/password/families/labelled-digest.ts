import { convertConfiguredHash } from '../configured-hash.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { parseCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from './pbkdf2.js'
import { refusePassword } from '../refuse-password.js'

/**
 * `algorithm:digest` and `algorithm:salt:digest`, with `:` or `|`. The algorithm is named; where the salt stands is
 * not, unless a parameter says so.
 */
export const convertLabelledDigest = (text: string, params: HashParams): PasswordConversion => {
  const separator = text.charAt(text.search(/[:|]/))
  const [algorithm = '', ...parts] = text.split(separator)
  if (parts.length === 4) return convertPasswordStorage(algorithm, parts)
  if (/^pbkdf2/i.test(algorithm)) {
    return refusePassword('missing_parameters', 'Name the source: PBKDF2 is written so in several ways.')
  }
  const [first = '', second, third] = parts
  if (third !== undefined) return refusePassword('unrecognised_hash')
  if (second === undefined) return convertConfiguredHash(first, { ...params, algorithm })
  if (readText(params, 'salt') !== undefined) {
    return refusePassword('missing_parameters', 'Two salts: one inside the text, one beside it.')
  }
  // A digest has no shorter form than the salt that people put beside it.
  const isSaltFirst = second.length >= first.length
  const [salt, digest] = isSaltFirst ? [first, second] : [second, first]
  return convertConfiguredHash(digest, { ...params, algorithm, salt })
}

/** `sha1:64000:18:salt:hash` of defuse's PasswordStorage: PBKDF2 over salt bytes, everything in base64. */
const convertPasswordStorage = (digest: string, parts: readonly string[]): PasswordConversion => {
  const [iterations, keyLength, saltText = '', keyText = ''] = parts
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  if (!salt || !key) return refusePassword('malformed_hash', 'Expected algorithm:iterations:size:salt:key.')
  return convertPbkdf2({
    digest,
    iterations: parseCount(iterations),
    salt,
    key,
    keyLength: parseCount(keyLength),
  })
}
