import { createCipheriv, createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import { argon2d, argon2i, argon2id, bcrypt } from 'hash-wasm'
import { legacyText } from '../../password/digest/legacy-conversion.js'
import type { PasswordAlgorithm } from '../../password/digest/password-algorithm.js'

/** Random bytes, fit for salts and passwords. */
export type RandomBytes = (count: number) => Uint8Array

export interface CanaryDigest {
  passwordAlgorithm: PasswordAlgorithm
  passwordDigest: string
}

/** Tried when it is not known which families will come. Every other one computes like one of these. */
export const usualFamilies: readonly string[] = [
  'Bcrypt',
  'Argon2i',
  'Argon2id',
  'Argon2d',
  'MD5',
  'SHA1',
  'SHA256',
  'Legacy sha512',
  'Legacy pbkdf2 sha256',
  'Legacy pbkdf2 sha256 hex:',
  'Legacy firebase-scrypt',
]

/**
 * A digest of a family as `digestFamily` names it, made from scratch and at the least cost.
 *
 * @throws when this machine cannot compute the family
 */
export const createCanaryDigest = async (
  family: string,
  password: string,
  randomBytes: RandomBytes,
): Promise<CanaryDigest> => {
  switch (family) {
    case 'Bcrypt': {
      const options = { password, salt: randomBytes(16), costFactor: 5, outputType: 'encoded' } as const
      return { passwordAlgorithm: 'Bcrypt', passwordDigest: await bcrypt(options) }
    }
    case 'Argon2i':
      return {
        passwordAlgorithm: family,
        passwordDigest: await argon2i(argon2Options(password, randomBytes)),
      }
    case 'Argon2id':
      return {
        passwordAlgorithm: family,
        passwordDigest: await argon2id(argon2Options(password, randomBytes)),
      }
    case 'Argon2d':
      return {
        passwordAlgorithm: family,
        passwordDigest: await argon2d(argon2Options(password, randomBytes)),
      }
    case 'MD5':
    case 'SHA1':
    case 'SHA256':
      return { passwordAlgorithm: family, passwordDigest: createHash(family).update(password).digest('hex') }
    default:
      return { passwordAlgorithm: 'Legacy', passwordDigest: createLegacy(family, password, randomBytes) }
  }
}

const argon2Options = (password: string, randomBytes: RandomBytes) =>
  ({
    password,
    salt: randomBytes(16),
    parallelism: 1,
    iterations: 2,
    memorySize: 1024,
    hashLength: 32,
    outputType: 'encoded',
  }) as const

const createLegacy = (family: string, password: string, randomBytes: RandomBytes): string => {
  const [, name = '', digest = '', salts] = family.split(' ')
  if (name === 'firebase-scrypt') return createFirebase(password, randomBytes)
  if (name === 'pbkdf2') return createPbkdf2(password, digest, salts === 'hex:', randomBytes)
  const salt = Buffer.from(randomBytes(8)).toString('hex')
  return legacyText(name, [salt, '@'], createHash(name).update(salt).update(password).digest('hex'))
}

const iterations = 1000
const keyBytes = 32

const createPbkdf2 = (
  password: string,
  digest: string,
  isBinary: boolean,
  randomBytes: RandomBytes,
): string => {
  // A first byte above 0x7f: as text it would be another salt.
  const bytes = Buffer.concat([Buffer.of(0xff), randomBytes(15)])
  const salt = isBinary ? bytes : bytes.toString('hex')
  const key = pbkdf2Sync(password, salt, iterations, keyBytes, digest)
  const saltText = isBinary ? `hex:${bytes.toString('hex')}` : bytes.toString('hex')
  return legacyText(
    'pbkdf2',
    [saltText, String(iterations), String(keyBytes), digest, '@'],
    key.toString('hex'),
  )
}

const rounds = 8
const memoryCost = 10

const createFirebase = (password: string, randomBytes: RandomBytes): string => {
  const [salt, separator, signerKey] = [randomBytes(12), Buffer.from('Bw==', 'base64'), randomBytes(32)]
  const key = scryptSync(password, Buffer.concat([salt, separator]), 32, {
    N: 2 ** memoryCost,
    r: rounds,
    p: 1,
  })
  const hash = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(signerKey)
  const texts = [salt, signerKey, separator].map((bytes) => bytes.toString('base64'))
  return legacyText(
    'firebase-scrypt',
    [...texts, String(rounds), String(memoryCost), '@'],
    hash.toString('base64'),
  )
}
