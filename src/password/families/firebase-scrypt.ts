import { base64ByteLength, canonicalBase64 } from '../digest/decode-bytes.js'
import { legacyConversion, legacyText, maxDigestLength } from '../digest/legacy-conversion.js'
import type { PasswordConversion } from '../password-conversion.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refusePassword } from '../refuse-password.js'
import { refuseScryptCost } from './scrypt-limits.js'

/** A Firebase hash; every text is base64 in any alphabet. */
export interface FirebaseHash {
  hash: string
  salt: string | undefined
  signerKey: string | undefined
  saltSeparator: string | undefined
  rounds: number | undefined
  /** log2 of scrypt's N. */
  memCost: number | undefined
  parallelism?: number
}

// A shorter ciphertext would let wrong passwords in.
const minKeyBytes = 8
const cutKeyBytes = 32

/**
 * Firebase's modified scrypt. The hash is the signer key encrypted in counter mode, so hash and signer key cut to
 * their first 32 bytes verify the same passwords; that is done where the digest would be too long.
 */
export const convertFirebaseScrypt = (hash: FirebaseHash): PasswordConversion => {
  const { rounds, memCost } = hash
  const missing = missingParameters(hash)
  if (missing) return refusePassword('missing_parameters', `Firebase scrypt needs ${missing}.`)
  if (rounds === undefined || memCost === undefined) return refusePassword('missing_parameters')
  const recipe = () => readRecipe(hash)
  const cost = { costLog2: memCost, blockSize: rounds, parallelism: hash.parallelism ?? 1 }
  const refusal = refuseScryptCost(cost, recipe)
  if (refusal) return refusal
  const expected = canonicalBase64(hash.hash)
  const salt = canonicalBase64(hash.salt ?? '')
  const signerKey = canonicalBase64(hash.signerKey ?? '')
  const separator = canonicalBase64(hash.saltSeparator ?? '')
  if (expected === undefined || !salt || !signerKey || separator === undefined) {
    return refusePassword('malformed_hash', 'Hash, salt, signer key and salt separator are base64.')
  }
  const hashBytes = base64ByteLength(expected)
  const keyBytes = base64ByteLength(signerKey)
  if (hashBytes !== keyBytes || hashBytes < minKeyBytes) {
    return refusePassword(
      'malformed_hash',
      `The hash has ${hashBytes} bytes and the signer key ${keyBytes}; they are equal when they belong together.`,
    )
  }
  // Logto refuses an empty argument; a lone `=` decodes to no bytes.
  const rest = [separator || '=', String(rounds), String(memCost), '@']
  const whole = legacyText('firebase-scrypt', [salt, signerKey, ...rest], expected)
  if (whole.length <= maxDigestLength) return legacyConversion(whole, recipe)
  const shorter = legacyText('firebase-scrypt', [salt, cut(signerKey), ...rest], cut(expected))
  return legacyConversion(shorter, recipe)
}

const readRecipe = (hash: FirebaseHash): HashRecipe | undefined => {
  const { salt, signerKey, saltSeparator, rounds, memCost, parallelism = 1 } = hash
  const texts = [hash.hash, salt ?? '', signerKey ?? '', saltSeparator ?? ''].map(canonicalBase64)
  const [expected, salted, key, separator] = texts.map((text) => Buffer.from(text ?? '', 'base64'))
  if (texts.includes(undefined) || rounds === undefined || memCost === undefined) return undefined
  if (!expected || !salted || !key || !separator || salted.length === 0) return undefined
  if (expected.length !== key.length || key.length < minKeyBytes) return undefined
  return {
    kind: 'firebase-scrypt',
    cost: 2 ** memCost,
    blockSize: rounds,
    parallelism,
    salt: Buffer.concat([salted, separator]),
    signerKey: key,
    expected,
  }
}

const cut = (text: string): string => Buffer.from(text, 'base64').subarray(0, cutKeyBytes).toString('base64')

const missingParameters = (hash: FirebaseHash): string => {
  const missing: string[] = []
  if (!hash.salt) missing.push('salt')
  if (!hash.signerKey) missing.push('signerKey')
  if (hash.saltSeparator === undefined) missing.push('saltSeparator')
  if (hash.rounds === undefined) missing.push('rounds')
  if (hash.memCost === undefined) missing.push('memCost')
  return missing.join(', ')
}
