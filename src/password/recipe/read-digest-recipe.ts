import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from '../digest/legacy-digest.js'
import type { PasswordAlgorithm } from '../digest/password-algorithm.js'
import type { HashRecipe } from './hash-recipe.js'
import { readArgon2Recipe } from './read-argon2-recipe.js'
import { passwordPart } from './digest-part.js'

/** A Logto digest as a recipe: what converts is verified in the same way as what does not, and within the same limits. */
export const readDigestRecipe = (algorithm: PasswordAlgorithm, digest: string): HashRecipe | undefined => {
  switch (algorithm) {
    case 'Argon2i':
    case 'Argon2id':
    case 'Argon2d':
      return readArgon2Recipe(digest)
    case 'Bcrypt':
      return { kind: 'bcrypt', text: digest }
    case 'MD5':
    case 'SHA1':
    case 'SHA256':
      return {
        kind: 'digest',
        algorithm: algorithm.toLowerCase(),
        parts: [passwordPart],
        expected: Buffer.from(digest, 'hex'),
      }
    case 'Legacy':
      return readLegacy(digest)
  }
}

const readLegacy = (text: string): HashRecipe | undefined => {
  const digest = parseLegacyDigest(text)
  if ('error' in digest) return undefined
  const { algorithm, args, expected } = digest
  if (isPbkdf2(algorithm)) return readPbkdf2(args, expected)
  if (isFirebaseScrypt(algorithm)) return readFirebase(args, expected)
  return {
    kind: 'digest',
    algorithm: algorithm.toLowerCase(),
    parts: args.map((arg) => (arg === '@' ? passwordPart : arg)),
    expected: Buffer.from(expected, 'hex'),
  }
}

const readPbkdf2 = ([salt, iterations, , digest]: string[], expected: string): HashRecipe | undefined =>
  salt === undefined || iterations === undefined || digest === undefined
    ? undefined
    : {
        kind: 'pbkdf2',
        digest: digest.toLowerCase(),
        iterations: Number.parseInt(iterations, 10),
        salt: salt.startsWith('hex:') ? Buffer.from(salt.slice(4), 'hex') : salt,
        key: Buffer.from(expected, 'hex'),
      }

const readFirebase = (args: string[], expected: string): HashRecipe | undefined => {
  const [salt, signerKey, separator, rounds, memoryCost] = args
  if (!salt || !signerKey || !separator || !rounds || !memoryCost) return undefined
  return {
    kind: 'firebase-scrypt',
    cost: 2 ** Number.parseInt(memoryCost, 10),
    blockSize: Number.parseInt(rounds, 10),
    parallelism: 1,
    salt: Buffer.concat([Buffer.from(salt, 'base64'), Buffer.from(separator, 'base64')]),
    signerKey: Buffer.from(signerKey, 'base64'),
    expected: Buffer.from(expected, 'base64'),
  }
}
