import { parseLegacyDigest } from './legacy-digest.js'
import { maxDigestLength } from './legacy-conversion.js'
import { passwordAlgorithms } from './password-algorithm.js'
import type { PasswordAlgorithm } from './password-algorithm.js'
import type { PasswordConversion } from '../password-conversion.js'
import { quoteName } from '../families/plain-digest.js'
import { refusePassword } from '../refuse-password.js'

const shapes: Record<Exclude<PasswordAlgorithm, 'Legacy'>, RegExp> = {
  Argon2i: /^\$argon2(?:id|i|d)\$v=19\$(?:[mtp]=\d+,){2}[mtp]=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
  Argon2id: /^\$argon2(?:id|i|d)\$v=19\$(?:[mtp]=\d+,){2}[mtp]=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
  Argon2d: /^\$argon2(?:id|i|d)\$v=19\$(?:[mtp]=\d+,){2}[mtp]=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
  Bcrypt: /^\$2[axyb]\$[0-3]\d\$[./A-Za-z0-9]{53}$/,
  MD5: /^[0-9a-f]{32}$/,
  SHA1: /^[0-9a-f]{40}$/,
  SHA256: /^[0-9a-f]{64}$/,
}

/** A digest that is Logto's own already: passed through letter by letter when its shape can be verified at all. */
export const convertLogtoDigest = (
  algorithm: string | undefined,
  passwordDigest: string,
): PasswordConversion => {
  if (algorithm === undefined) {
    return refusePassword('missing_parameters', 'A Logto digest needs its passwordAlgorithm.')
  }
  const passwordAlgorithm = passwordAlgorithms.find((name) => name === algorithm)
  if (!passwordAlgorithm) return refusePassword('unknown_hasher', `The algorithm is ${quoteName(algorithm)}.`)
  if (passwordDigest.length > maxDigestLength) {
    return refusePassword('digest_too_long', `It has ${passwordDigest.length} characters.`)
  }
  if (!hasShape(passwordAlgorithm, passwordDigest)) {
    return refusePassword(
      'malformed_hash',
      `It is not a digest that Logto can verify as ${passwordAlgorithm}.`,
    )
  }
  return { passwordAlgorithm, passwordDigest }
}

const hasShape = (algorithm: PasswordAlgorithm, digest: string): boolean =>
  algorithm === 'Legacy' ? !('error' in parseLegacyDigest(digest)) : shapes[algorithm].test(digest)
