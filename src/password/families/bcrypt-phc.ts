import { decodeBase64 } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { refusePassword } from '../refuse-password.js'
import { convertBcryptBytes } from './bcrypt.js'
import { readPhcParameters } from './phc-string.js'

/** `$bcrypt$v=98$r=10$salt$key` of AdonisJS, in standard base64; old ones have no version. */
export const convertBcryptPhc = (text: string): PasswordConversion => {
  const [rounds = '', saltText = '', keyText = '', ...rest] = text
    .replace(/^\$bcrypt\$(?:v=\d+\$)?/, '')
    .split('$')
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  const cost = parseCount(readPhcParameters(rounds)?.get('r'))
  if (!salt || !key || cost === undefined || rest.length > 0) {
    return refusePassword('malformed_hash', 'Expected $bcrypt$v=$r=$salt$key.')
  }
  return convertBcryptBytes(cost, salt, key)
}
