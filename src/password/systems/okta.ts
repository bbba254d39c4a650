import { convertBcryptParts } from '../families/bcrypt.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Okta's import object `credentials.password.hash`; Okta itself never gives a hash out. */
export const okta: PasswordSystem = (sourceHash, params) =>
  isRecord(sourceHash) && typeof sourceHash['algorithm'] === 'string'
    ? convertImportHash(sourceHash['algorithm'].toUpperCase(), sourceHash)
    : convertText(sourceHash, params)

const convertText = fromText(convertGenericHash)

const convertImportHash = (algorithm: string, hash: HashParams): PasswordConversion => {
  const value = readText(hash, 'value')
  if (value === undefined || value === '') return refusePassword('no_password')
  const saltText = readText(hash, 'salt') ?? ''
  if (algorithm === 'BCRYPT') return convertBcryptParts(readCount(hash, 'workFactor'), saltText, value)
  const salt = decodeBase64(saltText)
  const digest = decodeBase64(value)
  if (!salt || !digest) return refusePassword('malformed_hash', 'Value and salt are base64.')
  if (algorithm === 'PBKDF2') {
    return convertPbkdf2({
      digest: readText(hash, 'digestAlgorithm') ?? '',
      iterations: readCount(hash, 'iterationCount'),
      salt,
      key: digest,
      keyLength: readCount(hash, 'keySize'),
    })
  }
  const name = digestName(algorithm)
  if (digestByteLength(name) === undefined) {
    return refusePassword('unknown_hasher', `The algorithm is ${quoteName(algorithm)}.`)
  }
  if (salt.length === 0) return convertSaltedDigest(name, [passwordPart], digest)
  const order = readText(hash, 'saltOrder')?.toUpperCase()
  if (order === 'PREFIX') return convertSaltedDigest(name, [salt, passwordPart], digest)
  if (order === 'POSTFIX') return convertSaltedDigest(name, [passwordPart, salt], digest)
  return refusePassword('ambiguous_salt_position', 'Okta calls it saltOrder.')
}
