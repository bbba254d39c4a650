import { createCipheriv, createHash, pbkdf2, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { argon2Verify, bcryptVerify } from 'hash-wasm'
import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from './legacy-digest.js'
import type { LegacyDigest } from './legacy-digest.js'
import type { PasswordAlgorithm } from './password-algorithm.js'

const derivePbkdf2 = promisify(pbkdf2)

/**
 * Answers as Logto 1.42 does at sign-in. Like Logto it throws for a malformed Argon2 or Bcrypt digest and for
 * a bcrypt password over 72 bytes, which Logto answers with 500; every failure inside a Legacy digest (scrypt
 * over Node's default `maxmem` too) is `false`.
 */
export const verifyDigest = async (
  passwordAlgorithm: PasswordAlgorithm,
  passwordDigest: string,
  password: string,
): Promise<boolean> => {
  switch (passwordAlgorithm) {
    case 'Argon2i':
    case 'Argon2id':
    case 'Argon2d':
      return argon2Verify({ password, hash: passwordDigest })
    case 'Bcrypt':
      return bcryptVerify({ password, hash: passwordDigest })
    case 'MD5':
    case 'SHA1':
    case 'SHA256':
      return createHash(passwordAlgorithm).update(password).digest('hex') === passwordDigest
    case 'Legacy':
      return verifyLegacy(passwordDigest, password)
  }
}

const verifyLegacy = async (passwordDigest: string, password: string): Promise<boolean> => {
  const parsed = parseLegacyDigest(passwordDigest)
  if ('error' in parsed) return false
  try {
    return (await computeLegacy(parsed, password)) === parsed.expected
  } catch {
    return false
  }
}

const computeLegacy = async (digest: LegacyDigest, password: string): Promise<string> => {
  const args = digest.args.map((arg) => (arg === '@' ? password : arg))
  if (isPbkdf2(digest.algorithm)) return computePbkdf2(args, password)
  if (isFirebaseScrypt(digest.algorithm)) return computeFirebaseScrypt(args, password)
  return createHash(digest.algorithm).update(args.join('')).digest('hex')
}

const computePbkdf2 = async (args: string[], password: string): Promise<string> => {
  const [salt, iterations, keyLength, digest] = args
  if (!salt || !iterations || !keyLength || !digest) throw new Error('pbkdf2 needs four arguments')
  const key = await derivePbkdf2(
    password,
    salt.startsWith('hex:') ? Buffer.from(salt.slice(4), 'hex') : salt,
    Number.parseInt(iterations, 10),
    Number.parseInt(keyLength, 10),
    digest,
  )
  return key.toString('hex')
}

/** Firebase's scrypt: the derived key encrypts the project's signer key, and the ciphertext is the hash. */
const computeFirebaseScrypt = async (args: string[], password: string): Promise<string> => {
  const [salt, signerKey, saltSeparator, rounds, memoryCost] = args
  if (!salt || !signerKey || !saltSeparator || !rounds || !memoryCost) {
    throw new Error('firebase-scrypt needs five arguments')
  }
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(
      password,
      Buffer.concat([Buffer.from(salt, 'base64'), Buffer.from(saltSeparator, 'base64')]),
      32,
      { N: 2 ** Number.parseInt(memoryCost, 10), r: Number.parseInt(rounds, 10), p: 1 },
      (error, derived) => (error ? reject(error) : resolve(derived)),
    )
  })
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  return cipher.update(Buffer.from(signerKey, 'base64')).toString('base64')
}
