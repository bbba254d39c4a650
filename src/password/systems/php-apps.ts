import { decodeHex, decodeHexOrBase64, decodeSized } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { type HashParams, readCount, readText } from '../hash-params.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { symfonyRecipe } from '../recipe/read-clerk-recipe.js'
import { changeRecipe, refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** phpBB: 32 hex digits are an MD5 from its first years. */
export const phpbb: PasswordSystem = fromText(
  withGeneric((text) =>
    /^[0-9a-fA-F]{32}$/.test(text) ? convertPlainDigest('md5', Buffer.from(text, 'hex')) : undefined,
  ),
)

/** WordPress, the same; it takes blanks from both ends of what is typed, before it hashes and before it compares. */
export const wordpress: PasswordSystem = (sourceHash, params) => {
  const conversion = phpbb(sourceHash, params)
  return 'reason' in conversion
    ? changeRecipe(conversion, (recipe) => ({ ...recipe, trims: true }))
    : conversion
}

/**
 * Symfony's MessageDigestPasswordHasher: `password{salt}`, SHA-512 and 5,000 rounds unless stated; its
 * Pbkdf2PasswordHasher (`algorithm: pbkdf2`, `hash_algorithm`), SHA-512 unless stated.
 */
export const symfony: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const iterations = readCount(params, 'iterations')
  if (iterations === undefined) {
    return refusePassword('missing_parameters', 'Symfony needs iterations; its default is 5000.')
  }
  const algorithm = readText(params, 'algorithm') ?? 'sha512'
  if (/^pbkdf2\b/i.test(algorithm)) return convertSymfonyPbkdf2(text, algorithm, iterations, params)
  const name = digestName(algorithm)
  const length = digestByteLength(name)
  if (length === undefined) return refusePassword('digest_not_available')
  const digest = decodeSized(text.trim(), length)
  if (!digest) return refusePassword('malformed_hash', `A ${name} digest does not have this length.`)
  const salt = readText(params, 'salt') ?? ''
  if (iterations !== 1) {
    return refuseVerifiable(
      'iterated_hash',
      iterations > 0 ? symfonyRecipe(name, salt, digest, iterations) : undefined,
      `It is computed ${iterations} times.`,
    )
  }
  return convertSaltedDigest(name, salt === '' ? [passwordPart] : [passwordPart, `{${salt}}`], digest)
})

const convertSymfonyPbkdf2 = (
  text: string,
  algorithm: string,
  iterations: number,
  params: HashParams,
): PasswordConversion =>
  convertPbkdf2({
    digest:
      readText(params, 'hash_algorithm', 'hashAlgorithm', 'digest') ??
      (algorithm.slice('pbkdf2'.length).replace(/^[-_]/, '') || 'sha512'),
    iterations,
    salt: readText(params, 'salt') ?? '',
    key: decodeHexOrBase64(text.trim()),
    keyLength: readCount(params, 'key_length', 'keyLength'),
  })

/** `hash:salt`, after `{SHA256}` or as MD5; the salt stands behind the password and may be missing. */
const joomlaShape = /^(\{SHA256\})?([0-9a-f]{32}|[0-9a-f]{64})(?::([^:]*))?$/

/** Joomla: bcrypt and Argon2 of PHP since 3.2, before that phpass, salted SHA-256 and salted MD5. */
export const joomla: PasswordSystem = fromText(
  withGeneric((text, params) => {
    if (text.startsWith('$')) return convertGenericHash(text, params)
    const [, scheme, hex = '', salt = ''] = joomlaShape.exec(text) ?? []
    const digest = decodeHex(hex)
    if (!digest || digest.length === 0) return undefined
    const algorithm = scheme === undefined ? 'md5' : 'sha256'
    if (algorithm === 'md5' && digest.length !== 16) {
      return refusePassword('malformed_hash', 'Joomla writes 32 hex digits, or {SHA256} before 64.')
    }
    return convertSaltedDigest(algorithm, [passwordPart, salt], digest)
  }),
)
