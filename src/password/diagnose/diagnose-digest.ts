import { createHash, createHmac } from 'node:crypto'
import { md4 } from 'hash-wasm'
import type { DiagnosisAttempt, DiagnosisCause } from './diagnosis-causes.js'
import { digestByteLength } from '../digest/digest-name.js'
import type { PasswordVariant } from './password-variants.js'
import { listSaltVariants } from './salt-variants.js'

/** A digest of one pass over salt and password; what is not known is undefined. */
export interface DigestTarget {
  algorithm: string | undefined
  digest: Buffer
  salt: string | Buffer | undefined
  pepper: string | undefined
}

const costMs = 0.02
const algorithms = [
  'md5',
  'sha1',
  'ripemd160',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2s256',
  'blake2b512',
  'sm3',
]

/** Every arrangement of salt, pepper and password under every hash of the right size. */
export function* attemptDigest(
  target: DigestTarget,
  password: string,
  variants: PasswordVariant[],
): Generator<DiagnosisAttempt> {
  const usable = algorithms
    .filter((name) => digestByteLength(name) === target.digest.length)
    .toSorted((a, b) => Number(b === target.algorithm) - Number(a === target.algorithm))
  if (target.digest.length === 16) yield attemptNtHash(target.digest, password)
  const plain: PasswordVariant = { cause: 'salt_position', what: 'the password', value: password }
  for (const input of [plain, ...variants]) {
    for (const name of usable) yield* attemptInput(target, name, input)
  }
}

function* attemptInput(
  target: DigestTarget,
  name: string,
  input: PasswordVariant,
): Generator<DiagnosisAttempt> {
  const changed: DiagnosisCause = name === target.algorithm ? input.cause : 'digest_algorithm'
  const input8 = Buffer.from(input.value)
  yield attempt(changed, `${name} of ${input.what} alone`, target, () => hash(name, [input8]))
  const salts = [...saltForms(target.salt), ...pepperForms(target.pepper)]
  for (const { what, value } of salts) {
    const isDecoded = what !== 'the salt' && what !== 'the pepper'
    const cause = isDecoded && input.cause === 'salt_position' ? 'salt_encoding' : changed
    for (const [order, parts] of arrangements(value, input8)) {
      yield attempt(cause, `${name} of ${what} and ${input.what}, ${order}`, target, () => hash(name, parts))
    }
    yield attempt('hmac', `HMAC-${name} of ${input.what} with ${what} as key`, target, () =>
      createHmac(name, value).update(input8).digest(),
    )
    yield attempt('hmac', `HMAC-${name} of ${what} with ${input.what} as key`, target, () =>
      createHmac(name, input8).update(value).digest(),
    )
  }
}

const saltForms = (salt: string | Buffer | undefined) =>
  salt === undefined || salt.length === 0
    ? []
    : [{ what: 'the salt', value: Buffer.from(salt) }, ...listSaltVariants(salt)]

const pepperForms = (pepper: string | undefined) =>
  pepper ? [{ what: 'the pepper', value: Buffer.from(pepper, 'utf8') }] : []

const arrangements = (salt: Buffer, password: Buffer): [string, Buffer[]][] => [
  ['salt first', [salt, password]],
  ['salt last', [password, salt]],
  ['salt on both sides', [salt, password, salt]],
  ['salt first with a colon', [salt, Buffer.from(':'), password]],
  ['salt last with a colon', [password, Buffer.from(':'), salt]],
  ['salt first with a dash', [salt, Buffer.from('-'), password]],
  ['salt last in braces', [password, Buffer.from('{'), salt, Buffer.from('}')]],
]

const hash = (name: string, parts: Buffer[]): Buffer => {
  const computed = createHash(name)
  for (const part of parts) computed.update(part)
  return computed.digest()
}

const attempt = (
  cause: DiagnosisCause,
  what: string,
  target: DigestTarget,
  compute: () => Buffer,
): DiagnosisAttempt => ({ cause, what, costMs, matches: () => compute().equals(target.digest) })

const attemptNtHash = (digest: Buffer, password: string): DiagnosisAttempt => ({
  cause: 'nt_hash',
  what: 'MD4 of the password in UTF-16LE',
  costMs: 1,
  matches: async () => (await md4(Buffer.from(password, 'utf16le'))) === digest.toString('hex'),
})
