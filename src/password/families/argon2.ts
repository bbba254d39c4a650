import { decodeBase64 } from '../digest/decode-bytes.js'
import { maxDigestLength } from '../digest/legacy-conversion.js'
import type { PasswordAlgorithm } from '../digest/password-algorithm.js'
import type { PasswordConversion } from '../password-conversion.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { readArgon2Recipe } from '../recipe/read-argon2-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

const argon2Shape = /^\$argon2(id|i|d)\$(?:v=(\d+)\$)?([^$]*)\$([^$]*)\$([^$]*)$/
const algorithms: Record<string, PasswordAlgorithm> = { i: 'Argon2i', id: 'Argon2id', d: 'Argon2d' }

// From 2 GiB on hash-wasm cannot allocate the memory; this is the most that was seen to work.
const maxMemoryKiB = 2_000_000

export interface Argon2Hash {
  variant: string
  memoryKiB: number
  iterations: number
  parallelism: number
  salt: Uint8Array
  key: Uint8Array
}

/**
 * An Argon2 PHC string in the only form hash-wasm reads: version 19, parameters m, t, p and nothing else, standard
 * base64 without padding.
 */
export const convertArgon2 = (text: string): PasswordConversion => {
  const match = argon2Shape.exec(text.trim())
  if (!match) return refusePassword('malformed_hash', 'Argon2 is $argon2id$v=19$m=,t=,p=$salt$key.')
  const [, variant = '', version, parameters = '', saltText = '', keyText = ''] = match
  if (version !== '19') {
    return refuseVerifiable('argon2_version', readArgon2Recipe(text), describeVersion(version))
  }
  let memoryKiB = 0
  let iterations = 0
  let parallelism = 0
  for (const parameter of parameters.split(',')) {
    const value = readNumber(parameter)
    if (parameter.startsWith('keyid=') || parameter.startsWith('data=')) {
      return refuseVerifiable('argon2_keyid_data', readArgon2Recipe(text))
    }
    if (parameter.startsWith('m=')) memoryKiB = value
    else if (parameter.startsWith('t=')) iterations = value
    else if (parameter.startsWith('p=')) parallelism = value
    else return refusePassword('malformed_hash', 'Argon2 has the parameters m, t and p.')
  }
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  if (!salt || !key) return refusePassword('malformed_hash', 'Salt or key is not base64.')
  return convertArgon2Parts({ variant, memoryKiB, iterations, parallelism, salt, key })
}

/** Argon2 version 19 from its parts. */
export const convertArgon2Parts = (hash: Argon2Hash): PasswordConversion => {
  const { variant, memoryKiB, iterations, parallelism } = hash
  const passwordAlgorithm = algorithms[variant]
  const recipe = argon2Recipe(hash, 19)
  if (!passwordAlgorithm) return refusePassword('malformed_hash', 'The Argon2 variant is i, d or id.')
  if (!(iterations >= 1 && parallelism >= 1 && memoryKiB >= 8 * parallelism && memoryKiB <= maxMemoryKiB)) {
    return refuseVerifiable(
      'argon2_parameters',
      recipe,
      `Expected t and p of at least 1 and m from 8 × p to ${maxMemoryKiB}; got m=${memoryKiB}, t=${iterations}, p=${parallelism}.`,
    )
  }
  if (hash.salt.length < 8 || hash.key.length < 4) {
    return refusePassword('argon2_parameters', 'Expected a salt of at least 8 bytes and a key of at least 4.')
  }
  const cost = `m=${memoryKiB},t=${iterations},p=${parallelism}`
  const passwordDigest = `$argon2${variant}$v=19$${cost}$${unpadded(hash.salt)}$${unpadded(hash.key)}`
  if (passwordDigest.length <= maxDigestLength) return { passwordAlgorithm, passwordDigest }
  return refuseVerifiable('digest_too_long', recipe, `It would be ${passwordDigest.length} characters.`)
}

/** Of a hash in parts, whatever its version. */
export const argon2Recipe = (hash: Argon2Hash, version: 16 | 19): HashRecipe | undefined => {
  const { variant } = hash
  return variant === 'i' || variant === 'd' || variant === 'id'
    ? { kind: 'argon2', ...hash, variant, version }
    : undefined
}

const describeVersion = (version: string | undefined): string =>
  version === undefined ? 'A string without v= means version 16.' : `This is version ${Number(version)}.`

/** The number after `x=`; 0, which no parameter may be, when there is none. */
const readNumber = (parameter: string): number => {
  const digits = parameter.slice(2)
  return /^\d{1,10}$/.test(digits) ? Number(digits) : 0
}

const unpadded = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  const padding = text.indexOf('=')
  return padding === -1 ? text : text.slice(0, padding)
}
