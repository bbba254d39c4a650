import { convertArgon2 } from '../families/argon2.js'
import { convertAspnetIdentity } from '../formats/aspnet-identity.js'
import { isBareFamily } from './bare-families.js'
import { convertBcrypt } from '../families/bcrypt.js'
import { convertBcryptPhc } from '../families/bcrypt-phc.js'
import { convertConfiguredHash, isConfigured } from '../configured-hash.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { convertCisco } from '../formats/cisco.js'
import { convertDjango } from '../formats/django.js'
import { looksEncoded } from '../digest/encoded-digest.js'
import { convertFirebaseString, readFirebaseProject } from '../families/firebase-string.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { convertDigestTemplate } from '../formats/kratos.js'
import { convertLabelledDigest } from '../families/labelled-digest.js'
import { convertLdapScheme } from '../families/ldap-scheme.js'
import { convertMagento } from '../formats/magento.js'
import { convertMediaWiki } from '../formats/mediawiki.js'
import { convertMd5Salted } from '../families/md5-salted.js'
import type { PasswordConversion } from '../password-conversion.js'
import type { PasswordFamily } from './password-families.js'
import { convertGrubPbkdf2, convertP5k2, convertPhcPbkdf2 } from '../families/phc-pbkdf2.js'
import {
  convertCryptScrypt,
  convertPhcScrypt,
  convertRubyScrypt,
  convertSpringScrypt,
} from '../families/phc-scrypt.js'
import { convertLogtoDigest } from '../digest/logto-digest.js'
import { convertScryptKdf } from '../scrypt-kdf.js'
import { recognisePassword, trimHash } from './recognise-password.js'
import { readKratosHmac } from '../recipe/hmac-recipe.js'
import { readBcryptRecipe, readPrehashedBcrypt } from '../recipe/read-bcrypt-recipe.js'
import { readCryptRecipe } from '../recipe/read-crypt-recipe.js'
import {
  readMssqlRecipe,
  readMysqlRecipe,
  readNtRecipe,
  readScramRecipe,
} from '../recipe/read-database-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePeppered } from '../refuse-peppered.js'
import { refusePassword } from '../refuse-password.js'
import { refusePrehashed } from '../refuse-prehashed.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { convertSpring } from '../formats/spring.js'
import { convertUnmarked, isPlaintextAllowed, refusePlaceholder } from './unmarked-password.js'
import { unwrapHash } from './unwrap-hash.js'
import { convertWerkzeug } from '../formats/werkzeug.js'

/**
 * Converts what a hash says by itself, whoever wrote it. Where the same string means different things in different
 * systems it asks instead of guessing.
 */
export const convertGenericHash = (stored: string, params: HashParams): PasswordConversion => {
  const text = unwrapHash(trimHash(stored))
  const { family } = recognisePassword(text)
  if (family === 'bcrypt' || family === 'argon2') {
    const prehashed = refusePrehashed(family, params, () => convertFamily(family, text, {}))
    if (prehashed) return prehashed
    if (readText(params, 'pepper')) return refusePeppered(convertFamily(family, text, {}), params)
  }
  if (family === 'bcrypt' && text.charCodeAt(0) === 0x24) return convertBcrypt(text)
  const isPlain = family === 'unknown' && isPlaintextAllowed(params) && !looksEncoded(text)
  if (isBareFamily(family) && family !== 'labelled_digest' && !isPlain) {
    if (isConfigured(params)) return convertConfiguredHash(text, params)
    // A signer key is Firebase's alone.
    if (readFirebaseProject(params).signerKey !== undefined) {
      return convertConfiguredHash(text, { ...params, family: 'firebase-scrypt' })
    }
  }
  if (family === 'unknown') return convertUnmarked(stored, params)
  if (family === 'unusable') return refusePlaceholder(text, params)
  return convertFamily(family, text, params)
}

const convertFamily = (family: PasswordFamily, text: string, params: HashParams): PasswordConversion => {
  const unprefixed = /^[123]\|\$/.test(text) ? text.slice(2) : text
  switch (family) {
    case 'none':
      return refusePassword('no_password')
    case 'bcrypt':
    case 'argon2':
      return convertWrapped(unprefixed)
    case 'bcrypt_original':
      return refuseVerifiable('bcrypt_variant', readBcryptRecipe(text))
    case 'bcrypt_prehashed':
      return refuseVerifiable('bcrypt_prehashed', readPrehashedBcrypt(text))
    case 'bcrypt_phc':
      return convertBcryptPhc(text)
    case 'pbkdf2_django':
      return convertPlainDjangoPbkdf2(text)
    case 'pbkdf2_phc':
      return convertPhcPbkdf2(text, 'unknown')
    case 'pbkdf2_p5k2':
      return convertP5k2(text)
    case 'pbkdf2_grub':
      return convertGrubPbkdf2(text)
    case 'pbkdf2_werkzeug':
    case 'scrypt_werkzeug':
      return convertWerkzeug(text) ?? refusePassword('malformed_hash')
    case 'scrypt_django':
      return convertDjango(text) ?? refusePassword('malformed_hash')
    case 'scrypt_phc':
      return convertPhcScrypt(text, 'unknown')
    case 'scrypt_crypt':
      return convertCryptScrypt(text)
    case 'scrypt_ruby':
      return convertRubyScrypt(text)
    case 'cisco':
      return convertCisco(text)
    case 'scrypt_spring':
      return convertSpringScrypt(text)
    case 'scrypt_pair':
      return text.startsWith('s2:')
        ? refusePassword('scrypt_memory')
        : refusePassword('ambiguous_scrypt_pair')
    case 'scrypt_kdf':
      return convertScryptKdf(text)
    case 'firebase_scrypt':
      return convertFirebaseString(text, params)
    case 'ldap_digest':
      return text.includes('}{') ? convertSpringOrUnknown(text, params) : convertLdapOrUnknown(text)
    case 'ldap_salted':
    case 'ldap_pbkdf2':
      return isSpringPbkdf2(text) ? convertSpringOrUnknown(text, params) : convertLdapOrUnknown(text)
    case 'spring_scheme':
      return convertSpringOrUnknown(text, params)
    case 'plaintext':
      return convertMarkedPlaintext(text)
    case 'aspnet_identity':
      return convertAspnetIdentity(text)
    case 'mediawiki':
      return convertMediaWiki(text) ?? refusePassword('unrecognised_hash')
    case 'magento':
      return convertMagento(text) ?? refusePassword('malformed_hash')
    case 'digest_template':
      return convertDigestTemplate(text) ?? refusePassword('malformed_hash')
    case 'digest_phc':
      return convertMd5Salted(text) ?? convertDigestTemplate(text) ?? refusePassword('malformed_hash')
    case 'salted_dollar':
      return convertUnsaltedDollar(text)
    case 'hex_digest':
      return refusePassword('ambiguous_hex_digest', `It has ${text.length} characters.`)
    case 'base64_digest':
      return refusePassword('ambiguous_base64_digest')
    case 'digest_pair':
      return refusePassword('ambiguous_digest_pair')
    case 'labelled_digest':
      return convertLabelledDigest(text, params)
    case 'postgres_md5':
      return convertPostgresMd5(text, params)
    case 'logto_legacy':
      return convertLogtoDigest('Legacy', text)
    default:
      return refuseFamily(family, text)
  }
}

const refuseFamily = (family: PasswordFamily, text: string): PasswordConversion => {
  switch (family) {
    case 'placeholder':
      return refusePassword('password_elsewhere')
    case 'encrypted':
      return refusePassword('encrypted_at_rest')
    case 'phpass':
      return refuseVerifiable('phpass', { kind: 'phpass', text })
    case 'unix_crypt':
      return refuseVerifiable('unix_crypt', readCryptRecipe(text))
    case 'hmac':
      return refuseVerifiable('hmac', readKratosHmac(text))
    case 'mysql':
      return refuseVerifiable(
        'nested_hash',
        readMysqlRecipe(text),
        'MySQL computes SHA-1 over the bytes of a SHA-1.',
      )
    case 'mssql':
      return refuseVerifiable('password_encoding', readMssqlRecipe(text), 'SQL Server hashes UTF-16LE.')
    case 'nt_hash':
      return refuseVerifiable('nt_hash', readNtRecipe(text))
    case 'scram':
      return refuseVerifiable('scram', readScramRecipe(text))
    default:
      return refusePassword('unrecognised_hash')
  }
}

/** bcrypt and Argon2 under a prefix: `{BCRYPT}`, `bcrypt$`, `argon2$`, or none. */
const convertWrapped = (text: string): PasswordConversion => {
  if (text.startsWith('{')) return convertLdapOrUnknown(text)
  if (!text.startsWith('$')) return convertDjango(text) ?? refusePassword('malformed_hash')
  return text.startsWith('$2') ? convertBcrypt(text) : convertArgon2(text)
}

/** Django salts are letters and digits; anything else may be Clerk's base64 under the same prefix. */
const convertPlainDjangoPbkdf2 = (text: string): PasswordConversion => {
  const salt = text.split('$')[2] ?? ''
  if (!/^[A-Za-z0-9]*$/.test(salt)) {
    return refusePassword('ambiguous_salt_encoding', 'Django salts with the text, Clerk with decoded base64.')
  }
  // Hex is valid base64 of another key.
  if (/^(?:[\da-f]{2}){20,}$/i.test(text.split('$')[3] ?? '')) {
    return refusePassword(
      'ambiguous_salt_encoding',
      'The key is in hex as Clerk writes it, not in base64; name the source.',
    )
  }
  return convertDjango(text) ?? refusePassword('unrecognised_hash')
}

/** Spring writes one hex text after `{pbkdf2}`, directories write three fields. */
const isSpringPbkdf2 = (text: string): boolean => /^\{pbkdf2\}[0-9a-f]+$/.test(text)

const convertSpringOrUnknown = (text: string, params: HashParams): PasswordConversion =>
  convertSpring(text, params) ?? refusePassword('unrecognised_hash')

const convertLdapOrUnknown = (text: string): PasswordConversion =>
  convertLdapScheme(text) ?? refusePassword('unrecognised_hash')

const convertMarkedPlaintext = (text: string): PasswordConversion => {
  if (text.startsWith('{')) return convertLdapOrUnknown(text)
  return convertEmulatorPassword(text) ?? convertWerkzeug(text) ?? refusePassword('unrecognised_hash')
}

/** The Firebase emulator stores the password in the field of the hash. */
export const convertEmulatorPassword = (text: string): PasswordConversion | undefined => {
  const match = /^fakeHash:salt=[^:]*:password=([\s\S]+)$/.exec(text)
  return match?.[1] === undefined ? undefined : { password: match[1] }
}

/** `md5$$hex`: without a salt Django and Werkzeug cannot be confused, since Werkzeug always salts. */
const convertUnsaltedDollar = (text: string): PasswordConversion => {
  if (!/^[a-z0-9]+\$\$[0-9a-fA-F]+$/.test(text)) return refusePassword('ambiguous_salted_digest')
  return convertDjango(text) ?? refusePassword('unrecognised_hash')
}

const convertPostgresMd5 = (text: string, params: HashParams): PasswordConversion => {
  const user = readText(params, 'user', 'username', 'role')
  const digest = decodeHex(text.slice('md5'.length))
  if (!user || !digest)
    return refusePassword('missing_parameters', 'PostgreSQL salts with the role name: user.')
  return convertSaltedDigest('md5', [passwordPart, user], digest)
}
