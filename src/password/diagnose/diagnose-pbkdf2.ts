import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import type { DiagnosisAttempt } from './diagnosis-causes.js'
import type { PasswordVariant } from './password-variants.js'
import { listSaltVariants } from './salt-variants.js'

export interface Pbkdf2Target {
  salt: string | Buffer
  iterations: number
  digest: string
  key: Buffer
}

const derive = promisify(pbkdf2)
const msPerIteration = 0.0005
const comparedBytes = 20

/** Counts that systems have used as their default, common ones first. */
const usualIterations = [
  1000, 10_000, 100_000, 27_500, 120_000, 150_000, 180_000, 210_000, 216_000, 260_000, 310_000, 320_000,
  390_000, 600_000, 64_000, 24_000, 25_000, 29_000, 30_000, 36_000, 50_000, 185_000, 20_000, 12_000, 15_000,
  5000, 4096, 2048, 2000, 1024, 8192, 65_536, 500, 100, 10, 1, 200_000, 480_000, 500_000, 720_000, 870_000,
  1_000_000,
]

/** One change at a time: salt form, password form, hash, iteration count. */
export function* attemptPbkdf2(
  target: Pbkdf2Target,
  password: string,
  variants: PasswordVariant[],
): Generator<DiagnosisAttempt> {
  const compare = compareWith(target)
  for (const { what, value } of listSaltVariants(target.salt)) {
    yield compare({ cause: 'salt_encoding', what }, password, { salt: value })
  }
  for (const { cause, what, value } of variants) yield compare({ cause, what }, value, {})
  for (const digest of ['sha256', 'sha1', 'sha512', 'sha3-224', 'sha3-384', 'sha384', 'sha224', 'md5']) {
    if (digest !== target.digest) {
      yield compare({ cause: 'digest_algorithm', what: `HMAC-${digest}` }, password, { digest })
    }
  }
  for (const iterations of usualIterations) {
    if (iterations !== target.iterations) {
      yield compare({ cause: 'iterations', what: `${iterations} iterations` }, password, { iterations })
    }
  }
}

const compareWith =
  (target: Pbkdf2Target) =>
  (
    named: Pick<DiagnosisAttempt, 'cause' | 'what'>,
    password: string | Buffer,
    change: Partial<Pbkdf2Target>,
  ): DiagnosisAttempt => {
    const { salt, iterations, digest, key } = { ...target, ...change }
    // The first bytes of a PBKDF2 key are the shorter key, and cost one block only.
    const expected = key.subarray(0, comparedBytes)
    return {
      ...named,
      costMs: iterations * msPerIteration,
      matches: async () => expected.equals(await derive(password, salt, iterations, expected.length, digest)),
    }
  }
