import { isWellFormed } from '../digest/decode-bytes.js'
import { digestByteLength, pbkdf2DigestName } from '../digest/digest-name.js'
import { legacyConversion, legacyText, maxDigestLength } from '../digest/legacy-conversion.js'
import type { PasswordConversion } from '../password-conversion.js'
import { quoteName } from './plain-digest.js'
import type { RecipeOf } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

export interface Pbkdf2Hash {
  /** Hash of the HMAC, in any spelling. */
  digest: string
  iterations: number | undefined
  /** Text is hashed as UTF-8; bytes as they are. */
  salt: string | Uint8Array
  key: Buffer | undefined
  /** Key length that the source states; a key of another length is damaged. */
  keyLength?: number | undefined
}

const maxIterations = 2 ** 31 - 1
// A shorter key would let wrong passwords in.
const minKeyBytes = 8
const cutKeyBytes = 32

/**
 * PBKDF2 for Logto. The blocks of the key are independent, so a key too long for Logto's 256 characters is cut to
 * its first 32 bytes and verifies the same passwords.
 */
export const convertPbkdf2 = (hash: Pbkdf2Hash): PasswordConversion => {
  const { iterations, salt, key, keyLength } = hash
  const digest = pbkdf2DigestName(hash.digest)
  const recipe = readRecipe(hash, digest)
  if (digestByteLength(digest) === undefined) {
    return refuseVerifiable('digest_not_available', recipe, `It is ${quoteName(digest)}.`)
  }
  if (iterations === undefined || !(iterations >= 1 && iterations <= maxIterations)) {
    return refusePassword('malformed_hash', 'The PBKDF2 iteration count is missing or out of range.')
  }
  if (!key || key.length < minKeyBytes) {
    return refusePassword('malformed_hash', 'The PBKDF2 key is not readable, or shorter than 8 bytes.')
  }
  if (keyLength !== undefined && keyLength !== key.length) {
    return refusePassword('malformed_hash', `The key has ${key.length} bytes, the source says ${keyLength}.`)
  }
  if (salt.length === 0) return refuseVerifiable('empty_salt', recipe)
  if (typeof salt === 'string' && !isWellFormed(salt)) return refusePassword('salt_not_utf8')
  return fitDigest({ kind: 'pbkdf2', digest, iterations, salt, key })
}

const readRecipe = (hash: Pbkdf2Hash, digest: string): RecipeOf<'pbkdf2'> | undefined => {
  const { iterations, salt, key, keyLength } = hash
  if (iterations === undefined || iterations < 1 || key === undefined || key.length < minKeyBytes)
    return undefined
  if ((keyLength ?? key.length) !== key.length || (typeof salt === 'string' && !isWellFormed(salt)))
    return undefined
  return { kind: 'pbkdf2', digest, iterations, salt, key }
}

const fitDigest = (recipe: RecipeOf<'pbkdf2'>): PasswordConversion => {
  const { digest, iterations, salt } = recipe
  const key = Buffer.from(recipe.key)
  const write = (saltArg: string, keyBytes: Buffer): string =>
    legacyText(
      'pbkdf2',
      [saltArg, String(iterations), String(keyBytes.length), digest, '@'],
      keyBytes.toString('hex'),
    )
  const preferred = saltArgument(salt)
  const whole = write(preferred, key)
  if (whole.length <= maxDigestLength) return legacyConversion(whole, recipe)
  const cutKey = key.subarray(0, cutKeyBytes)
  const cut = write(preferred, cutKey)
  if (cut.length <= maxDigestLength) return legacyConversion(cut, recipe)
  // Control characters are escaped in six characters each, in hex they are two.
  return legacyConversion(write(hexArgument(salt), cutKey), recipe)
}

/** Text stays text, except where Logto would take it for the password or for hex. */
const saltArgument = (salt: string | Uint8Array): string =>
  typeof salt === 'string' && salt !== '@' && !salt.startsWith('hex:') ? salt : hexArgument(salt)

const hexArgument = (salt: string | Uint8Array): string => `hex:${Buffer.from(salt).toString('hex')}`
