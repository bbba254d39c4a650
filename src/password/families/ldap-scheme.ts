import { convertArgon2 } from './argon2.js'
import { convertBcrypt } from './bcrypt.js'
import { decodeBase64, decodeSized, decodeUtf8 } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { convertDovecotPbkdf2, readDovecotScheme } from './dovecot-scheme.js'
import { convertLdapPbkdf2 } from './ldap-pbkdf2.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertCryptScrypt } from './phc-scrypt.js'
import { convertPlainDigest } from './plain-digest.js'
import { schemeFamily } from '../recognise/scheme-family.js'
import { readCryptRecipe } from '../recipe/read-crypt-recipe.js'
import { readNtRecipe, readScramRecipe } from '../recipe/read-database-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from './salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'

const schemeShape = /^\{([^{}]{1,40})\}([\s\S]*)$/

/**
 * A `{SCHEME}value` as directories store it; undefined for an unknown scheme or none. Scheme names have no case.
 */
export const convertLdapScheme = (text: string): PasswordConversion | undefined => {
  const match = schemeShape.exec(text)
  if (!match) return undefined
  const [, scheme = '', written = ''] = match
  const read = readDovecotScheme(scheme.toLowerCase(), written)
  if (!read) return refusePassword('malformed_hash', 'The value is not in the form that its scheme names.')
  const { name, value } = read
  if (name === 'ldap') return convertLdapScheme(value)
  if (name === 'crypt') return convertCrypt(value)
  switch (schemeFamily(name)) {
    case 'ldap_digest':
      return convertUnsalted(digestName(name), value)
    case 'ldap_salted':
      return convertSalted(digestName(name.slice(1)), value)
    case 'ldap_pbkdf2':
      return convertDovecotPbkdf2(value) ?? convertLdapPbkdf2(name, value)
    case 'argon2':
      return convertArgon2(value)
    case 'bcrypt':
      return convertBcrypt(value)
    case 'plaintext':
      return value === '' ? refusePassword('no_password') : { password: value }
    case 'placeholder':
      return refusePassword('password_elsewhere')
    case 'nt_hash':
      return refuseVerifiable('nt_hash', readNtRecipe(`{${name}}${value}`))
    case 'scram':
      return refuseVerifiable('scram', readScramRecipe(text))
    case 'hmac':
      return refusePassword('hmac')
    case 'unix_crypt':
      return refuseVerifiable('unix_crypt', readCryptRecipe(value))
    default:
      return undefined
  }
}

const convertCrypt = (value: string): PasswordConversion => {
  if (value.startsWith('$2')) return convertBcrypt(value)
  if (value.startsWith('$argon2')) return convertArgon2(value)
  if (value.startsWith('$7$')) return convertCryptScrypt(value)
  if (value === '' || /^[*!x]+$/.test(value)) return refusePassword('unusable_password')
  return refuseVerifiable('unix_crypt', readCryptRecipe(value))
}

const convertUnsalted = (name: string, value: string): PasswordConversion => {
  const digest = decodeSized(value, digestByteLength(name) ?? 0)
  if (!digest) return refusePassword('malformed_hash', `A ${name} digest does not have this length.`)
  return convertPlainDigest(name, digest)
}

const convertSalted = (name: string, value: string): PasswordConversion => {
  const bytes = decodeBase64(value)
  const length = digestByteLength(name) ?? 0
  if (!bytes || bytes.length < length) {
    return refusePassword('malformed_hash', 'Expected base64 of the digest followed by the salt.')
  }
  return convertSaltedDigest(name, [passwordPart, bytes.subarray(length)], bytes.subarray(0, length))
}

/**
 * LDIF writes `userPassword::` with base64 of the whole value. Where that was not undone, this does it: base64
 * that begins with `{SCHEME}`. Any other text comes back as it is.
 */
export const unwrapLdifBase64 = (text: string): string => {
  if (!text.startsWith('e')) return text
  const bytes = decodeBase64(text)
  const inner = bytes && decodeUtf8(bytes)
  return inner !== undefined && schemeShape.test(inner) ? inner : text
}
