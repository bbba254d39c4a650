import { readFileSync } from 'node:fs'
import type { PasswordAlgorithm } from '../../src/password/digest/password-algorithm.js'

/** A stored password whose Logto digest was verified against Logto's own code; see hash-vectors.json. */
export interface HashVector {
  id: string
  source: string
  note: string
  sourceHash: unknown
  params: Record<string, unknown>
  password: string | null
  logto: { passwordAlgorithm: PasswordAlgorithm; passwordDigest: string } | null
  plaintext?: string
  /** Whether Logto accepts the password; false where the source hid a secret or cut the password. */
  verified: boolean
  digestLength?: number
}

export const hashVectors: HashVector[] = JSON.parse(
  readFileSync(new URL('./hash-vectors.json', import.meta.url), 'utf8'),
)
