import { decodeHex } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { parseCount, readCount, readText } from '../hash-params.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { readPhcParameters } from '../families/phc-string.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest, passwordPart } from '../families/salted-digest.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Devise and other bcrypt of Rails; a configured `pepper` was appended to the password. */
export const devise: PasswordSystem = fromText((text, params) =>
  readText(params, 'pepper') ? refusePassword('pepper_in_password') : convertGenericHash(text, params),
)

/** devise-encryptable and Authlogic: SHA-512 over password and salt, `stretches` times. */
export const deviseEncryptable: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const stretches = readCount(params, 'stretches')
  const salt = readText(params, 'password_salt', 'salt')
  if (stretches === undefined || salt === undefined) {
    return refusePassword('missing_parameters', 'Needed are password_salt and stretches.')
  }
  if (stretches !== 1) return refusePassword('iterated_hash', `It is computed ${stretches} times.`)
  if (readText(params, 'pepper')) return refusePassword('pepper_in_password')
  if (readText(params, 'encryptor') !== 'authlogic_sha512') {
    return refusePassword(
      'missing_parameters',
      'With one stretch, authlogic_sha512 is the encryptor that converts.',
    )
  }
  const digest = decodeHex(text.trim())
  if (!digest) return refusePassword('malformed_hash', 'The digest is not hex.')
  return convertSaltedDigest('sha512', [passwordPart, salt], digest)
})

/** Discourse: key in hex, `password_salt` as text, `password_algorithm` as `$pbkdf2-sha256$i=600000,l=32$`. */
export const discourse: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const salt = readText(params, 'password_salt', 'salt')
  const [, name = '', cost = ''] = readText(params, 'password_algorithm')?.split('$') ?? []
  const parameters = readPhcParameters(cost)
  if (salt === undefined || !parameters || !name.startsWith('pbkdf2-')) {
    return refusePassword('missing_parameters', 'Discourse needs password_salt and password_algorithm.')
  }
  return convertPbkdf2({
    digest: name,
    iterations: parseCount(parameters.get('i')),
    salt,
    key: decodeHex(text.trim()),
    keyLength: parseCount(parameters.get('l')),
  })
})
