import { createHash } from 'node:crypto'

/** A `Legacy` digest taken apart: `["algorithm",["arg",…],"expected"]`; an arg `@` stands for the password. */
export interface LegacyDigest {
  algorithm: string
  args: string[]
  /** Lower-case hex; standard padded base64 for `firebase-scrypt`. */
  expected: string
}

/** The two answers Logto has when a user is created with an unusable `Legacy` digest (HTTP 400). */
export type LegacyDigestError =
  'password.invalid_legacy_password_format' | 'password.unsupported_legacy_hash_algorithm'

/** Reads a `Legacy` digest by the checks that `POST /api/users` makes. */
export const parseLegacyDigest = (text: string): LegacyDigest | { error: LegacyDigestError } => {
  const digest = readTriple(text)
  if (!digest || !digest.args.includes('@')) return { error: 'password.invalid_legacy_password_format' }
  if (isPbkdf2(digest.algorithm)) {
    return hasReadableSalt(digest.args) ? digest : { error: 'password.invalid_legacy_password_format' }
  }
  if (isFirebaseScrypt(digest.algorithm) || isHashAvailable(digest.algorithm)) return digest
  return { error: 'password.unsupported_legacy_hash_algorithm' }
}

const readTriple = (text: string): LegacyDigest | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value) || value.length !== 3) return undefined
  const [algorithm, args, expected] = value as unknown[]
  if (typeof algorithm !== 'string' || typeof expected !== 'string') return undefined
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) return undefined
  return { algorithm, args, expected }
}

const hasReadableSalt = ([salt = '']: string[]): boolean =>
  !salt.startsWith('hex:') || /^hex:(?:[0-9a-f]{2})+$/i.test(salt)

const isHashAvailable = (name: string): boolean => {
  try {
    createHash(name)
    return true
  } catch {
    return false
  }
}

export const isPbkdf2 = (algorithm: string): boolean => algorithm === 'pbkdf2' || algorithm === 'pbkdf2Sync'

export const isFirebaseScrypt = (algorithm: string): boolean => algorithm === 'firebase-scrypt'
