import { convertPbkdf2 } from '../families/pbkdf2.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'
import type { PasswordConversion } from '../password-conversion.js'
import { refusePassword } from '../refuse-password.js'

const shape = /^\$([89])\$([./\dA-Za-z]{14})\$([./\dA-Za-z]{43})$/

/** `$8$salt$key` is PBKDF2, `$9$salt$key` scrypt; 32 bytes of key in the alphabet of crypt(3), the order of base64. */
export const convertCisco = (text: string): PasswordConversion => {
  const [, type, salt = '', keyText = ''] = shape.exec(text) ?? []
  if (type === undefined) {
    return refusePassword('malformed_hash', 'Expected $8$ or $9$, a salt of 14 characters and a key of 43.')
  }
  const key = decodeKey(keyText)
  return type === '8'
    ? convertPbkdf2({ digest: 'sha256', iterations: 20_000, salt, key })
    : convertStandardScrypt({ cost: 16_384, blockSize: 1, parallelism: 1, salt, key })
}

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const decodeKey = (text: string): Buffer => {
  let base64 = ''
  for (const character of text) base64 += base64Alphabet.charAt(alphabet.indexOf(character))
  return Buffer.from(base64, 'base64')
}
