import { convertBcryptParts } from '../families/bcrypt.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest, passwordPart } from '../families/salted-digest.js'
import { refuseAbsent, refuseShape } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** FusionAuth: `password`, `salt`, `factor` and `encryptionScheme` in columns of their own. */
export const fusionauth: PasswordSystem = (sourceHash, params) => {
  const columns = isRecord(sourceHash) ? { ...params, ...sourceHash } : params
  const value = isRecord(sourceHash) ? sourceHash['password'] : sourceHash
  const absent = refuseAbsent(value)
  if (absent) return absent
  if (typeof value !== 'string') return refuseShape()
  const scheme = readText(columns, 'encryptionScheme', 'encryption_scheme')?.toLowerCase()
  if (scheme === undefined || value.startsWith('$')) return convertGenericHash(value, params)
  return convertByScheme(scheme, value.trim(), columns)
}

const convertByScheme = (scheme: string, value: string, columns: HashParams): PasswordConversion => {
  const factor = readCount(columns, 'factor')
  const saltText = readText(columns, 'salt') ?? ''
  if (scheme === 'bcrypt') return convertBcryptParts(factor, saltText, value)
  const pbkdf2 = /^salted-pbkdf2-hmac-(sha1|sha256|sha512)(?:-(\d+))?$/.exec(scheme)
  if (!pbkdf2 && scheme !== 'salted-md5' && scheme !== 'salted-sha256') return refuseScheme(scheme)
  const salt = decodeBase64(saltText)
  const digest = decodeBase64(value)
  if (!salt || !digest) return refusePassword('malformed_hash', 'Password and salt are base64.')
  if (pbkdf2) {
    return convertPbkdf2({ digest: pbkdf2[1] ?? '', iterations: factor, salt, key: digest })
  }
  if (factor !== 1) return refusePassword('iterated_hash', 'Only a factor of 1 is a plain hash.')
  return convertSaltedDigest(scheme.slice('salted-'.length), [passwordPart, salt], digest)
}

const refuseScheme = (scheme: string): PasswordConversion => {
  if (scheme.includes('hmac')) return refusePassword('hmac')
  if (scheme.startsWith('phpass') || scheme.startsWith('phppass')) return refusePassword('phpass')
  return refusePassword('unknown_hasher', `The encryptionScheme is ${quoteName(scheme)}.`)
}
