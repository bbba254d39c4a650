import { digestByteLength } from './digest/digest-name.js'
import { isPbkdf2, parseLegacyDigest } from './digest/legacy-digest.js'
import type { PasswordConversion } from './password-conversion.js'

/** What an operator should know about a digest that Logto accepts, by stable code. */
export const passwordWarningCodes = {
  bcrypt_72_bytes:
    'Logto answers 500 to a password of more than 72 bytes of UTF-8, where the old system cut it; such users need a reset.',
  bcrypt_2x_non_ascii: 'Logto computes $2x$ like $2b$: passwords with characters outside ASCII do not match.',
  pbkdf2_blocks_event_loop:
    "Until the user's first sign-in every attempt blocks Logto's event loop for the time stated.",
  upgraded_on_first_sign_in: 'Logto replaces the digest by Argon2i at the first sign-in.',
} as const

export type PasswordWarningCode = keyof typeof passwordWarningCodes

export interface PasswordWarning {
  code: PasswordWarningCode
  message: string
  /** Of `pbkdf2_blocks_event_loop`: how long one attempt takes, by the speed of an ordinary server. */
  estimatedMs?: number
}

// Below this nobody notices a blocked event loop.
const blockingThresholdMs = 50
// Measured with pbkdf2Sync of Node 20: microseconds an iteration and block.
const usPerIteration = 0.22
const usPer64BitIteration = 0.36
const usPerSha3Iteration = 0.65

export const passwordWarnings = (conversion: PasswordConversion): PasswordWarning[] => {
  if (!('passwordDigest' in conversion)) return []
  const { passwordAlgorithm, passwordDigest } = conversion
  const warnings: PasswordWarning[] = []
  if (passwordAlgorithm === 'Bcrypt') {
    warnings.push(warning('bcrypt_72_bytes'))
    if (passwordDigest.startsWith('$2x$')) warnings.push(warning('bcrypt_2x_non_ascii'))
  }
  if (passwordAlgorithm === 'Legacy') {
    const estimatedMs = estimatePbkdf2Ms(passwordDigest)
    if (estimatedMs >= blockingThresholdMs) {
      const code = 'pbkdf2_blocks_event_loop'
      const message = `${passwordWarningCodes[code]} Here about ${estimatedMs} ms.`
      warnings.push({ code, message, estimatedMs })
    }
  }
  if (passwordAlgorithm !== 'Argon2i') warnings.push(warning('upgraded_on_first_sign_in'))
  return warnings
}

const warning = (code: PasswordWarningCode): PasswordWarning => ({
  code,
  message: passwordWarningCodes[code],
})

/** Iterations times blocks of key; 0 for what is not PBKDF2. */
const estimatePbkdf2Ms = (passwordDigest: string): number => {
  if (!passwordDigest.startsWith('["pbkdf2')) return 0
  const parsed = parseLegacyDigest(passwordDigest)
  if ('error' in parsed || !isPbkdf2(parsed.algorithm)) return 0
  const [, iterations, keyLength, digest = ''] = parsed.args
  const blockBytes = digestByteLength(digest) ?? 32
  const blocks = Math.ceil(Number(keyLength) / blockBytes)
  const usEach = iterationUs(digest)
  return Math.round((Number(iterations) * blocks * usEach) / 1000)
}

const iterationUs = (digest: string): number => {
  if (digest.startsWith('sha3-')) return usPerSha3Iteration
  return digest === 'sha384' || digest.startsWith('sha512') ? usPer64BitIteration : usPerIteration
}
