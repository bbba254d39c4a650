import { createCipheriv } from 'node:crypto'
import { isWellFormed } from '../digest/decode-bytes.js'
import { legacyConversion, legacyText } from '../digest/legacy-conversion.js'
import type { PasswordConversion } from '../password-conversion.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { refuseScryptCost } from './scrypt-limits.js'

export interface StandardScryptHash {
  /** N itself. */
  cost: number | undefined
  blockSize: number | undefined
  parallelism: number | undefined
  /** Text is hashed as UTF-8; bytes as they are. */
  salt: string | Uint8Array | undefined
  key: Buffer | undefined
  keyLength?: number | undefined
}

const keyBytes = 32
// Firebase's scheme encrypts a signer key under the scrypt key. Any signer key will do, since the scrypt key is
// known here: 32 zero bytes.
const signerKey = Buffer.alloc(keyBytes)
const signerKeyText = signerKey.toString('base64')
const zeroVector = Buffer.alloc(16)

/** Standard scrypt, as the firebase-scrypt digest that verifies exactly the same passwords. */
export const convertStandardScrypt = (hash: StandardScryptHash): PasswordConversion => {
  const { cost, blockSize, parallelism, salt, key, keyLength } = hash
  if (cost === undefined || blockSize === undefined || parallelism === undefined) {
    return refusePassword('malformed_hash', 'The scrypt parameters N, r and p are not readable.')
  }
  const costLog2 = log2(cost)
  const recipe = readRecipe(hash)
  const refusal = refuseScryptCost({ costLog2, blockSize, parallelism }, recipe)
  if (refusal) return refusal
  if (salt === undefined || !key) return refusePassword('malformed_hash', 'Salt or key is not readable.')
  if (keyLength !== undefined && keyLength !== key.length) {
    return refusePassword('malformed_hash', `The key has ${key.length} bytes, the source says ${keyLength}.`)
  }
  if (key.length < keyBytes) {
    return refuseVerifiable('scrypt_key_short', recipe, `It has ${key.length} bytes.`)
  }
  if (salt.length === 0) return refuseVerifiable('empty_salt', recipe)
  if (typeof salt === 'string' && !isWellFormed(salt)) return refusePassword('salt_not_utf8')
  // A longer key begins with the shorter one: scrypt ends in PBKDF2.
  const cipher = createCipheriv('aes-256-ctr', key.subarray(0, keyBytes), zeroVector)
  const args = [
    Buffer.from(salt).toString('base64'),
    signerKeyText,
    '=',
    String(blockSize),
    String(costLog2),
    '@',
  ]
  return legacyConversion(
    legacyText('firebase-scrypt', args, cipher.update(signerKey).toString('base64')),
    recipe,
  )
}

// A shorter key would let wrong passwords in.
const leastKeyBytes = 8

const readRecipe = (hash: StandardScryptHash): HashRecipe | undefined => {
  const { cost, blockSize, parallelism, salt, key, keyLength } = hash
  if (cost === undefined || blockSize === undefined || parallelism === undefined) return undefined
  if (salt === undefined || key === undefined || key.length < leastKeyBytes) return undefined
  if ((keyLength ?? key.length) !== key.length || (typeof salt === 'string' && !isWellFormed(salt)))
    return undefined
  return { kind: 'scrypt', cost, blockSize, parallelism, salt, key }
}

/** log2 of a power of two; NaN for any other number. */
const log2 = (cost: number): number => {
  const exponent = Math.round(Math.log2(cost))
  return 2 ** exponent === cost ? exponent : Number.NaN
}
