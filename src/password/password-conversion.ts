import type { PasswordAlgorithm } from './digest/password-algorithm.js'

/** What Logto gets for one stored password: a digest, the plaintext itself, or the reason why neither. */
export type PasswordConversion =
  | { passwordAlgorithm: PasswordAlgorithm; passwordDigest: string }
  | { password: string }
  | {
      /** Stable code in lower snake case, listed in docs/passwords.md. */
      reason: string
      /** One plain sentence; names family and parameters, never the hash. */
      message: string
    }
