import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from './legacy-digest.js'
import type { PasswordAlgorithm } from './password-algorithm.js'

/**
 * What a target must be able to compute for a digest: the algorithm, for `Legacy` with its function and hash.
 * `Bcrypt`, `Legacy sha512`, `Legacy pbkdf2 sha256`, `Legacy pbkdf2 sha256 hex:`, `Legacy firebase-scrypt`.
 */
export const digestFamily = (algorithm: PasswordAlgorithm, digest: string): string => {
  if (algorithm !== 'Legacy') return algorithm
  const parsed = parseLegacyDigest(digest)
  if ('error' in parsed) return 'Legacy unknown'
  if (isFirebaseScrypt(parsed.algorithm)) return 'Legacy firebase-scrypt'
  if (!isPbkdf2(parsed.algorithm)) return `Legacy ${parsed.algorithm}`
  const [salt = '', , , digestName = ''] = parsed.args
  return `Legacy pbkdf2 ${digestName}${salt.startsWith('hex:') ? ' hex:' : ''}`
}
