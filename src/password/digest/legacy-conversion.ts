import type { PasswordConversion } from '../password-conversion.js'
import { refusePassword } from '../refuse-password.js'

/** Logto's limit for a digest, in UTF-16 units. */
export const maxDigestLength = 256

/** The JSON text of a `Legacy` digest; non-ASCII is not escaped, the length counts. */
export const legacyText = (algorithm: string, args: string[], expected: string): string =>
  JSON.stringify([algorithm, args, expected])

/** A `Legacy` conversion, or the refusal when the text is over Logto's limit. */
export const legacyConversion = (passwordDigest: string): PasswordConversion =>
  passwordDigest.length <= maxDigestLength
    ? { passwordAlgorithm: 'Legacy', passwordDigest }
    : refusePassword('digest_too_long', `It would be ${passwordDigest.length} characters.`)
