import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { convertFirebaseScrypt } from '../families/firebase-scrypt.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { parseCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { convertPlainDigest, quoteName } from '../families/plain-digest.js'
import { overHexSha256, readPrehashedBcrypt } from '../recipe/read-bcrypt-recipe.js'
import {
  readClerkHmac,
  readClerkPeppered,
  readClerkPhpass,
  readClerkSymfony,
} from '../recipe/read-clerk-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Clerk: `password_digest` means what `password_hasher` says. */
export const clerk: PasswordSystem = fromText((text, params) => {
  const hasher = readText(params, 'password_hasher', 'passwordHasher', 'hasher')
  return hasher
    ? convertByHasher(hasher.trim().toLowerCase(), text.trim(), params)
    : convertGenericHash(text, params)
})

const convertByHasher = (hasher: string, text: string, params: HashParams): PasswordConversion => {
  if (hasher.startsWith('hmac')) return refuseVerifiable('hmac', () => readClerkHmac(hasher, text, params))
  switch (hasher) {
    case 'bcrypt':
    case 'argon2i':
    case 'argon2id':
    case 'ldap_ssha':
    case 'scrypt_werkzeug':
      return convertGenericHash(text, {})
    case 'md5':
    case 'sha256':
      return convertHexDigest(hasher, text)
    case 'md5_salted':
    case 'sha256_salted':
      return convertSalted(hasher.slice(0, -'_salted'.length), text, params)
    case 'pbkdf2_sha1':
    case 'pbkdf2_sha256':
    case 'pbkdf2_sha256_django':
    case 'pbkdf2_sha512':
    case 'pbkdf2_sha512_hex':
      return convertClerkPbkdf2(hasher, text)
    case 'scrypt_firebase':
      return convertClerkFirebase(text)
    case 'phpass':
    case 'md5_phpass':
      return refuseVerifiable('phpass', readClerkPhpass(hasher, text))
    case 'bcrypt_sha256_django':
      return refuseVerifiable('bcrypt_prehashed', readPrehashedBcrypt(text) ?? overHexSha256(text))
    case 'bcrypt_peppered':
      return refuseVerifiable('pepper_in_password', readClerkPeppered(text))
    case 'sha512_symfony':
      return refuseVerifiable('iterated_hash', readClerkSymfony(text))
    case 'awscognito':
      return refusePassword('password_elsewhere', 'Clerk asks Cognito at sign-in.')
    default:
      return refusePassword('unknown_hasher', `The hasher is ${quoteName(hasher)}.`)
  }
}

const convertHexDigest = (name: string, text: string): PasswordConversion => {
  const digest = decodeHex(text)
  return digest
    ? convertPlainDigest(name, digest)
    : refusePassword('malformed_hash', 'The digest is not hex.')
}

/** `salt$hash`; Clerk does not document which of salt and password comes first. */
const convertSalted = (name: string, text: string, params: HashParams): PasswordConversion => {
  const dollar = text.lastIndexOf('$')
  const digest = decodeHex(text.slice(dollar + 1))
  if (dollar === -1 || !digest) return refusePassword('malformed_hash', 'Expected salt$hex.')
  const salt = text.slice(0, dollar)
  const order = readText(params, 'order', 'saltPosition')
  if (order === 'prefix') return convertSaltedDigest(name, [salt, passwordPart], digest)
  if (order === 'suffix') return convertSaltedDigest(name, [passwordPart, salt], digest)
  return refuseVerifiable('ambiguous_salt_position', {
    kind: 'any',
    recipes: [
      { kind: 'digest', algorithm: name, parts: [salt, passwordPart], expected: digest },
      { kind: 'digest', algorithm: name, parts: [passwordPart, salt], expected: digest },
    ],
  })
}

/** `name$iterations$salt$key`: how salt and key are written depends on the hasher, not on the name. */
const convertClerkPbkdf2 = (hasher: string, text: string): PasswordConversion => {
  const [name, iterations, saltText = '', keyText = '', keyLength, ...rest] = text.split('$')
  if (name === undefined || !name.startsWith('pbkdf2_sha') || rest.length > 0) {
    return refusePassword('malformed_hash', 'Expected pbkdf2_…$iterations$salt$key.')
  }
  const digest = /^pbkdf2_(sha\d+)/.exec(hasher)?.[1] ?? ''
  const isBase64 = hasher.startsWith('pbkdf2_sha256')
  const salt = readClerkSalt(hasher, saltText)
  if (salt === undefined)
    return refusePassword('malformed_hash', 'The salt is not in the encoding of its hasher.')
  return convertPbkdf2({
    digest,
    iterations: parseCount(iterations),
    salt,
    key: isBase64 ? decodeBase64(keyText) : decodeHex(keyText),
    keyLength: parseCount(keyLength),
  })
}

const readClerkSalt = (hasher: string, text: string): string | Buffer | undefined => {
  if (hasher === 'pbkdf2_sha256') return decodeBase64(text)
  if (hasher === 'pbkdf2_sha512_hex') return decodeHex(text)
  // Valid hex is bytes, anything else is text; pbkdf2_sha512 is text even when it looks like hex.
  return hasher === 'pbkdf2_sha1' ? (decodeHex(text) ?? text) : text
}

/** `hash$salt$signer key$separator$rounds$memory cost`. */
const convertClerkFirebase = (text: string): PasswordConversion => {
  const [hash = '', salt, signerKey, saltSeparator, rounds, memCost, ...rest] = text.split('$')
  if (rest.length > 0) return refusePassword('malformed_hash', 'Expected six fields.')
  return convertFirebaseScrypt({
    hash,
    salt,
    signerKey,
    saltSeparator,
    rounds: parseCount(rounds),
    memCost: parseCount(memCost),
  })
}
