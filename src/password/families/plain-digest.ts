import { digestByteLength, digestName } from '../digest/digest-name.js'
import { legacyConversion, legacyText } from '../digest/legacy-conversion.js'
import type { PasswordConversion } from '../password-conversion.js'
import { passwordPart } from '../recipe/digest-part.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

/** One hash of the UTF-8 password, without salt. */
export const convertPlainDigest = (algorithm: string, digest: Buffer): PasswordConversion => {
  const name = digestName(algorithm)
  const recipe: HashRecipe = { kind: 'digest', algorithm: name, parts: [passwordPart], expected: digest }
  const refusal = refuseDigest(name, digest, recipe)
  if (refusal) return refusal
  const hex = digest.toString('hex')
  if (name === 'md5') return { passwordAlgorithm: 'MD5', passwordDigest: hex }
  if (name === 'sha1') return { passwordAlgorithm: 'SHA1', passwordDigest: hex }
  if (name === 'sha256') return { passwordAlgorithm: 'SHA256', passwordDigest: hex }
  return legacyConversion(legacyText(name, ['@'], hex), recipe)
}

/** Why a digest cannot be this hash's; undefined when it can. */
export const refuseDigest = (
  name: string,
  digest: Buffer,
  recipe: HashRecipe | undefined,
): PasswordConversion | undefined => {
  const expected = digestByteLength(name)
  if (expected === undefined) {
    return refuseVerifiable('digest_not_available', recipe, `It is ${quoteName(name)}.`)
  }
  if (digest.length === expected) return undefined
  return refusePassword(
    'malformed_hash',
    `A ${name} digest has ${expected} bytes; this one has ${digest.length}.`,
  )
}

/** A name for a message; a column mix-up could put anything there, so only name-like text is quoted. */
export const quoteName = (name: string): string =>
  /^[A-Za-z][\w ./@+-]{0,30}$/.test(name) && !/[0-9a-f]{16}/i.test(name) ? `"${name}"` : 'not a plain name'
