import { decodeBase64, decodeHex, decodeSized, decodeUtf8 } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { decodeSalt } from '../decode-salt.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { convertLdapScheme } from '../families/ldap-scheme.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPhcPbkdf2 } from '../families/phc-pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { furtherDigestLengths } from '../other-digest.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { hmacRecipe } from '../recipe/hmac-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refuseEncoding } from '../refuse-encoding.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** bcrypt from Auth0's support export, or the `custom_password_hash` object of a bulk import. */
export const auth0: PasswordSystem = (sourceHash, params) =>
  isRecord(sourceHash) && typeof sourceHash['algorithm'] === 'string'
    ? convertCustomHash(sourceHash['algorithm'].toLowerCase(), sourceHash)
    : convertText(sourceHash, params)

const convertText = fromText(
  withGeneric((text) => (text.startsWith('$pbkdf2') ? convertPhcPbkdf2(text, 'other') : undefined)),
)

const convertCustomHash = (algorithm: string, custom: HashParams): PasswordConversion => {
  const hash = isRecord(custom['hash']) ? custom['hash'] : {}
  const value = readText(hash, 'value')
  if (value === undefined || value === '') return refusePassword('no_password')
  const password = isRecord(custom['password']) ? custom['password'] : {}
  const encoding = readText(password, 'encoding')?.toLowerCase() ?? 'utf8'
  if (!/^(?:utf-?8|ascii)$/.test(encoding)) {
    const { password: _password, ...rest } = custom
    return refuseEncoding(encoding, convertCustomHash(algorithm, rest), 'password.encoding is not utf8.')
  }
  switch (algorithm) {
    case 'argon2':
    case 'bcrypt':
    case 'pbkdf2':
    case 'ldap':
    case 'phpass':
      return convertString(algorithm, readString(hash, value))
    case 'scrypt':
      return convertCustomScrypt(custom, hash, value)
    case 'hmac':
      return refuseVerifiable('hmac', () => readHmac(custom, hash, value))
    default:
      return convertCustomDigest(algorithm, custom, hash, value)
  }
}

/** The key is in `hash.key`; a salt stands beside the password. */
const readHmac = (custom: HashParams, hash: HashParams, value: string): HashRecipe | undefined => {
  const key = isRecord(hash['key']) ? readSalt(hash['key']) : undefined
  const algorithm = digestName(readText(hash, 'digest') ?? '')
  const digest = decodeStated(hash, value) ?? decodeSized(value, digestByteLength(algorithm) ?? 0)
  if (key === undefined || !digest) return undefined
  const salt = isRecord(custom['salt']) ? readSalt(custom['salt']) : ''
  if (salt === undefined) return undefined
  const isSuffix =
    isRecord(custom['salt']) && readText(custom['salt'], 'position')?.toLowerCase() === 'suffix'
  return hmacRecipe(algorithm, key, digest, [{ step: isSuffix ? 'append' : 'prepend', value: salt }])
}

const convertString = (algorithm: string, text: string | undefined): PasswordConversion => {
  if (text === undefined) return refusePassword('malformed_hash', 'hash.value is not in hash.encoding.')
  if (algorithm === 'pbkdf2' && text.startsWith('$pbkdf2')) return convertPhcPbkdf2(text, 'other')
  if (algorithm === 'ldap') return convertLdapScheme(text) ?? refusePassword('unrecognised_hash')
  return convertGenericHash(text, {})
}

const convertCustomDigest = (
  algorithm: string,
  custom: HashParams,
  hash: HashParams,
  value: string,
): PasswordConversion => {
  const name = digestName(algorithm)
  const length = digestByteLength(name) ?? furtherDigestLengths.get(name)
  if (length === undefined) return refusePassword('digest_not_available', `It is ${quoteName(algorithm)}.`)
  const digest = decodeStated(hash, value) ?? decodeSized(value, length)
  if (!digest) return refusePassword('malformed_hash', 'hash.value is not in hash.encoding.')
  if (!isRecord(custom['salt'])) return convertSaltedDigest(name, [passwordPart], digest)
  const salt = readSalt(custom['salt'])
  if (salt === undefined) return refusePassword('malformed_hash', 'salt.value is not in salt.encoding.')
  const isSuffix = readText(custom['salt'], 'position')?.toLowerCase() === 'suffix'
  return convertSaltedDigest(name, isSuffix ? [passwordPart, salt] : [salt, passwordPart], digest)
}

const convertCustomScrypt = (custom: HashParams, hash: HashParams, value: string): PasswordConversion =>
  convertStandardScrypt({
    cost: readCount(custom, 'cost') ?? 16_384,
    blockSize: readCount(custom, 'blockSize') ?? 8,
    parallelism: readCount(custom, 'parallelization') ?? 1,
    salt: isRecord(custom['salt']) ? readSalt(custom['salt']) : '',
    key: decodeStated(hash, value) ?? decodeHex(value),
    keyLength: readCount(custom, 'keylen'),
  })

const readSalt = (salt: HashParams): string | Buffer | undefined =>
  decodeSalt(readText(salt, 'value') ?? '', readText(salt, 'encoding') ?? 'utf8')

const decodeStated = (hash: HashParams, value: string): Buffer | undefined => {
  const encoding = readText(hash, 'encoding')?.toLowerCase()
  if (encoding === 'base64') return decodeBase64(value)
  return encoding === 'hex' ? decodeHex(value) : undefined
}

/** A hash that is a string in itself; `encoding` may still wrap it. */
const readString = (hash: HashParams, value: string): string | undefined => {
  const encoding = readText(hash, 'encoding')?.toLowerCase() ?? 'utf8'
  if (encoding === 'utf8' || value.startsWith('$') || value.startsWith('{')) return value
  const bytes = decodeStated(hash, value)
  return bytes && decodeUtf8(bytes)
}
