import type { PasswordConversion } from '../password-conversion.js'
import { type RecipeSource, refuseVerifiable } from '../recipe/recipe-of.js'

/** Logto's limit for a digest, in UTF-16 units. */
export const maxDigestLength = 256

/** The JSON text of a `Legacy` digest; non-ASCII is not escaped, the length counts. */
export const legacyText = (algorithm: string, args: string[], expected: string): string =>
  JSON.stringify([algorithm, args, expected])

/**
 * A `Legacy` conversion, or the refusal when the text is over Logto's limit.
 *
 * @param recipe of the hash, for those who have no such limit
 */
export const legacyConversion = (passwordDigest: string, recipe?: RecipeSource): PasswordConversion =>
  passwordDigest.length <= maxDigestLength
    ? { passwordAlgorithm: 'Legacy', passwordDigest }
    : refuseVerifiable('digest_too_long', recipe, `It would be ${passwordDigest.length} characters.`)
