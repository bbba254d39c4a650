import { createCipheriv, scrypt } from 'node:crypto'
import { argon2Verify, bcryptVerify } from 'hash-wasm'
import type { DiagnosisAttempt } from './diagnosis-causes.js'
import type { PasswordVariant } from './password-variants.js'
import { listSaltVariants } from './salt-variants.js'

/** bcrypt: only what was hashed can differ. */
export function* attemptBcrypt(digest: string, variants: PasswordVariant[]): Generator<DiagnosisAttempt> {
  const costMs = 2 ** Number(digest.slice(4, 6)) * 0.07
  for (const { cause, what, value } of variants) {
    yield { cause, what, costMs, matches: () => isBcryptMatch(digest, value) }
  }
}

const isBcryptMatch = async (hash: string, password: string | Buffer): Promise<boolean> =>
  Buffer.from(password).length <= 72 && bcryptVerify({ password, hash })

/** Argon2: the password may differ, or a secret key was used. */
export function* attemptArgon2(
  digest: string,
  password: string,
  variants: PasswordVariant[],
  pepper: string | undefined,
): Generator<DiagnosisAttempt> {
  const costMs = estimateArgon2Ms(digest)
  if (pepper) {
    yield {
      cause: 'pepper_joined',
      what: 'Argon2 with the pepper as its secret key',
      costMs,
      matches: () => argon2Verify({ password, hash: digest, secret: pepper }),
    }
  }
  for (const { cause, what, value } of variants) {
    yield { cause, what, costMs, matches: () => argon2Verify({ password: value, hash: digest }) }
  }
}

const estimateArgon2Ms = (digest: string): number => {
  const memory = Number(/m=(\d+)/.exec(digest)?.[1] ?? 0)
  const iterations = Number(/t=(\d+)/.exec(digest)?.[1] ?? 0)
  return 1 + memory * iterations * 0.0025
}

export interface ScryptTarget {
  /** Salt and separator joined, as scrypt gets them. */
  salt: Buffer
  costLog2: number
  blockSize: number
  signerKey: Buffer
  expected: Buffer
}

/** scrypt in Logto's Firebase form: password, salt form, or cost may differ. */
export function* attemptScrypt(
  target: ScryptTarget,
  password: string,
  variants: PasswordVariant[],
): Generator<DiagnosisAttempt> {
  const costs: [number, number][] = [
    [14, 8],
    [15, 8],
    [14, 16],
    [16, 8],
    [17, 8],
  ]
  for (const { what, value } of saltForms(target.salt)) {
    yield compareScrypt({ cause: 'salt_encoding', what }, password, { ...target, salt: value })
  }
  for (const { cause, what, value } of variants) yield compareScrypt({ cause, what }, value, target)
  for (const [costLog2, blockSize] of costs) {
    if (costLog2 === target.costLog2 && blockSize === target.blockSize) continue
    const what = `N=2^${costLog2} and r=${blockSize}`
    yield compareScrypt({ cause: 'scrypt_cost', what }, password, { ...target, costLog2, blockSize })
  }
}

/** The digest has bytes only; they may be those of a text that the source decodes. */
const saltForms = (salt: Buffer) => [...listSaltVariants(salt), ...listSaltVariants(salt.toString('latin1'))]

const compareScrypt = (
  named: Pick<DiagnosisAttempt, 'cause' | 'what'>,
  password: string | Buffer,
  target: ScryptTarget,
): DiagnosisAttempt => ({
  ...named,
  costMs: 2 ** target.costLog2 * target.blockSize * 0.0005,
  matches: async () => (await computeScrypt(password, target)).equals(target.expected),
})

const computeScrypt = async (password: string | Buffer, target: ScryptTarget): Promise<Buffer> => {
  const N = 2 ** target.costLog2
  const key = await new Promise<Buffer>((resolve, reject) => {
    const options = { N, r: target.blockSize, p: 1, maxmem: 256 * target.blockSize * (N + 4) }
    scrypt(password, target.salt, 32, options, (error, derived) => (error ? reject(error) : resolve(derived)))
  })
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(target.signerKey)
}
