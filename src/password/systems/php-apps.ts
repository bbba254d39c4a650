import { decodeSized } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { readCount, readText } from '../hash-params.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { symfonyRecipe } from '../recipe/read-clerk-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** WordPress and phpBB: 32 hex digits are an MD5 from their first years. */
export const wordpress: PasswordSystem = fromText(
  withGeneric((text) =>
    /^[0-9a-fA-F]{32}$/.test(text) ? convertPlainDigest('md5', Buffer.from(text, 'hex')) : undefined,
  ),
)

/** Symfony's MessageDigestPasswordEncoder: `password{salt}`, SHA-512 and 5,000 rounds unless stated. */
export const symfony: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const iterations = readCount(params, 'iterations')
  if (iterations === undefined) {
    return refusePassword('missing_parameters', 'Symfony needs iterations; its default is 5000.')
  }
  const name = digestName(readText(params, 'algorithm') ?? 'sha512')
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
