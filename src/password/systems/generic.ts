import { convertGenericHash } from '../recognise/generic-hash.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { convertKeycloak } from '../formats/keycloak.js'
import type { PasswordConversion } from '../password-conversion.js'
import { isHashFamily, recognisePassword } from '../recognise/recognise-password.js'
import { auth0 } from './auth0.js'
import { clerk } from './clerk.js'
import { fromText } from './from-text.js'
import { fusionauth } from './fusionauth.js'
import { okta } from './okta.js'
import type { PasswordSystem } from './password-system.js'
import { discourse } from './ruby-apps.js'

/**
 * Anybody's table: what the hash says by itself comes first, then what stands beside it. Names of algorithms that
 * only one system uses, and objects of its own shape, mean what they mean there.
 */
export const generic: PasswordSystem = (sourceHash, params) =>
  isRecord(sourceHash) ? convertObject(sourceHash, params) : convertText(sourceHash, params)

const convertObject = (hash: HashParams, params: HashParams): PasswordConversion => {
  if (typeof hash['algorithm'] === 'string') {
    if (isRecord(hash['hash'])) return auth0(hash, params)
    if (typeof hash['value'] === 'string') return okta(hash, params)
  }
  return 'secretData' in hash || 'hashedSaltedValue' in hash
    ? convertKeycloak(hash, params)
    : convertText(hash, params)
}

const convertText = fromText((text, params) => {
  const algorithm = readText(params, 'algorithm')?.trim().toLowerCase()
  if (algorithm === undefined || algorithm === '') return convertGenericHash(text, params)
  return convertNamed(algorithm, text, params)
})

const convertNamed = (algorithm: string, text: string, params: HashParams): PasswordConversion => {
  if (clerkHashers.test(algorithm)) return clerk(text, { ...params, password_hasher: algorithm })
  if (algorithm.startsWith('$pbkdf2-')) return discourse(text, { ...params, password_algorithm: algorithm })
  if (algorithm.startsWith('salted-') || (algorithm === 'bcrypt' && /^[./\dA-Za-z]{31}$/.test(text.trim()))) {
    const factor = readCount(params, 'factor', 'iterations', 'rounds')
    return fusionauth(text, { ...params, encryptionScheme: algorithm, factor })
  }
  const { family } = recognisePassword(text)
  if (isPlaintextName(algorithm)) {
    const { algorithm: _name, ...rest } = params
    return convertGenericHash(text, { ...rest, plaintext: true })
  }
  // A directory's name for salt and digest in one text: `ssha256` beside the base64 of it.
  const scheme = /^\{?(s(?:sha-?\d*|md5)|crypt)\}?$/.exec(algorithm)?.[1]
  if (scheme !== undefined && !isMarked(text)) return convertGenericHash(`{${scheme}}${text.trim()}`, params)
  // The value tells more than these names do, and a container of its own salt more than any column.
  const isContainer = family === 'aspnet_identity' && readText(params, 'salt') === undefined
  if (isContainer || (selfNamed.test(algorithm) && isHashFamily(family))) {
    const { algorithm: _name, ...rest } = params
    return convertGenericHash(text, rest)
  }
  return convertGenericHash(text, { ...params, ...readAlgorithm(algorithm, params) })
}

const clerkHashers =
  /^(?:pbkdf2_sha256_django|pbkdf2_sha512_hex|bcrypt_sha256_django|bcrypt_peppered|sha512_symfony|ldap_ssha|scrypt_werkzeug|awscognito|(?:md5|sha256)_salted)$/

/** Names of applications and of formats that every hash of theirs carries in itself. */
const selfNamed =
  /^(?:django|passlib|wordpress|drupal|phpass|portable|asp\.?net|identity|laravel|php|unix|phc|modular)/

const isPlaintextName = (algorithm: string): boolean =>
  /^(?:plain|plain[-_ ]?text|clear|clear[-_ ]?text|noop)$/.test(algorithm)

const isMarked = (text: string): boolean => /^[${:]/.test(text.trim())

/** One spelling for what people call the same function. */
const readAlgorithm = (algorithm: string, params: HashParams): HashParams => {
  const isFirebase =
    /firebase/.test(algorithm) || (algorithm === 'scrypt' && readText(params, 'signerKey') !== undefined)
  if (isFirebase) return { family: 'firebase-scrypt', algorithm: 'firebase-scrypt' }
  return { algorithm: algorithm.replace(/^\{(.+)\}$/, '$1') }
}
