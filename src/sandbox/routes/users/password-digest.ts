import { randomBytes } from 'node:crypto'
import { argon2i } from 'hash-wasm'
import { parseLegacyDigest } from '../../../password/digest/legacy-digest.js'
import type { PasswordAlgorithm } from '../../../password/digest/password-algorithm.js'
import { verifyDigest } from '../../../password/digest/verify-digest.js'
import { apiError, internalError } from '../../http/api-error.js'

export interface StoredPassword {
  passwordDigest: string
  passwordAlgorithm: PasswordAlgorithm
}

/** Argon2i like Logto, but at a fraction of its cost, so that the sandbox stays fast. */
export const hashPassword = async (password: string): Promise<StoredPassword> => {
  const cost = { memorySize: 64, iterations: 1, parallelism: 1, hashLength: 32 }
  const passwordDigest = await argon2i({ password, salt: randomBytes(16), ...cost, outputType: 'encoded' })
  return { passwordDigest, passwordAlgorithm: 'Argon2i' }
}

/** @throws ApiError 500 where the digest cannot be read, as Logto answers */
export const isRightPassword = async (stored: StoredPassword, password: string): Promise<boolean> => {
  try {
    return await verifyDigest(stored.passwordAlgorithm, stored.passwordDigest, password)
  } catch {
    throw internalError()
  }
}

/** The one kind of digest that Logto looks at when it gets it. @throws ApiError 400 */
export const checkLegacyDigest = (passwordDigest: string | undefined): void => {
  if (!passwordDigest) throw apiError('password.unsupported_encryption_method')
  const parsed = parseLegacyDigest(passwordDigest)
  if ('error' in parsed) throw apiError(parsed.error, { algorithm: readAlgorithm(passwordDigest) })
}

const readAlgorithm = (passwordDigest: string): string => {
  try {
    const parsed: unknown = JSON.parse(passwordDigest)
    return Array.isArray(parsed) ? String(parsed[0]) : ''
  } catch {
    return ''
  }
}
