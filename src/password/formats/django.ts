import { convertArgon2 } from '../families/argon2.js'
import { convertBcrypt } from '../families/bcrypt.js'
import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { overHexSha256 } from '../recipe/read-bcrypt-recipe.js'
import { readCryptRecipe } from '../recipe/read-crypt-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'

/** Django's `algorithm$…` strings; undefined for anything else. Salts are text. */
export const convertDjango = (text: string): PasswordConversion | undefined => {
  if (text.startsWith('!')) return refusePassword('unusable_password')
  if (/^[0-9a-fA-F]{32}$/.test(text)) return convertPlainDigest('md5', Buffer.from(text, 'hex'))
  const dollar = text.indexOf('$')
  const algorithm = text.slice(0, Math.max(0, dollar))
  const rest = text.slice(dollar + 1)
  switch (algorithm) {
    case 'pbkdf2_sha1':
    case 'pbkdf2_sha256':
    case 'pbkdf2_sha384':
    case 'pbkdf2_sha512':
      return convertDjangoPbkdf2(algorithm.slice('pbkdf2_'.length), rest)
    case 'argon2':
      return convertArgon2(`$${rest}`)
    case 'bcrypt':
      return convertBcrypt(rest)
    case 'bcrypt_sha256':
      return refuseVerifiable(
        'bcrypt_prehashed',
        overHexSha256(rest),
        'It is bcrypt over the hex SHA-256 of the password.',
      )
    case 'scrypt':
      return convertDjangoScrypt(rest)
    case 'md5':
    case 'sha1':
    case 'sha224':
    case 'sha256':
    case 'sha384':
    case 'sha512':
      return convertDjangoSalted(algorithm, rest)
    case 'crypt':
      return refuseVerifiable('unix_crypt', readCryptRecipe(text))
    default:
      return undefined
  }
}

const convertDjangoPbkdf2 = (digest: string, rest: string): PasswordConversion => {
  const [iterations, salt = '', key = '', ...more] = rest.split('$')
  if (more.length > 0) return refusePassword('malformed_hash', 'Expected pbkdf2_…$iterations$salt$key.')
  return convertPbkdf2({ digest, iterations: parseCount(iterations), salt, key: decodeBase64(key) })
}

const convertDjangoScrypt = (rest: string): PasswordConversion => {
  const [cost, salt, blockSize, parallelism, key = '', ...more] = rest.split('$')
  if (more.length > 0) return refusePassword('malformed_hash', 'Expected scrypt$N$salt$r$p$key.')
  return convertStandardScrypt({
    cost: parseCount(cost),
    blockSize: parseCount(blockSize),
    parallelism: parseCount(parallelism),
    salt,
    key: decodeBase64(key),
  })
}

const convertDjangoSalted = (algorithm: string, rest: string): PasswordConversion => {
  const dollar = rest.lastIndexOf('$')
  const digest = decodeHex(rest.slice(dollar + 1))
  if (dollar === -1 || !digest) return refusePassword('malformed_hash', 'Expected algorithm$salt$hex.')
  return convertSaltedDigest(algorithm, [rest.slice(0, dollar), passwordPart], digest)
}
