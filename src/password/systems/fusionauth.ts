import { convertBcryptParts } from '../families/bcrypt.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { hmacRecipe } from '../recipe/hmac-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
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
  const salt = decodeBase64(saltText)
  const digest = decodeBase64(value)
  if (!pbkdf2 && scheme !== 'salted-md5' && scheme !== 'salted-sha256') {
    return refuseScheme(scheme, value, salt, digest, factor)
  }
  if (!salt || !digest) return refusePassword('malformed_hash', 'Password and salt are base64.')
  if (pbkdf2) {
    return convertPbkdf2({ digest: pbkdf2[1] ?? '', iterations: factor, salt, key: digest })
  }
  const algorithm = scheme.slice('salted-'.length)
  if (factor === 1) return convertSaltedDigest(algorithm, [passwordPart, salt], digest)
  return refuseVerifiable(
    'iterated_hash',
    factor
      ? {
          kind: 'digest',
          algorithm,
          parts: [passwordPart, salt],
          expected: digest,
          rounds: factor,
          again: 'bytes',
        }
      : undefined,
    'Only a factor of 1 is a plain hash.',
  )
}

const refuseScheme = (
  scheme: string,
  value: string,
  salt: Buffer | undefined,
  digest: Buffer | undefined,
  factor: number | undefined,
): PasswordConversion => {
  const hmac = /^salted-hmac-(md5|sha1|sha256|sha512)$/.exec(scheme)?.[1]
  if (hmac !== undefined && salt) return refuseVerifiable('hmac', hmacRecipe(hmac, salt, digest))
  if (scheme.includes('hmac')) return refusePassword('hmac')
  if (scheme.startsWith('phpass') || scheme.startsWith('phppass')) {
    return refuseVerifiable('phpass', () => readPhpassColumns(scheme, value, salt, factor))
  }
  return refusePassword('unknown_hasher', `The encryptionScheme is ${quoteName(scheme)}.`)
}

/** phpass in columns: salt and digest in base64, the factor is log2 of the rounds. Or the usual text in one column. */
const readPhpassColumns = (
  scheme: string,
  value: string,
  salt: Buffer | undefined,
  factor: number | undefined,
): HashRecipe | undefined => {
  if (/^U?\$[PHS]\$/.test(value)) return { kind: 'phpass', text: value }
  const algorithm = scheme.endsWith('sha512') ? 'sha512' : 'md5'
  const expected = decodeBase64(value)
  if (!expected || !salt || salt.length === 0 || factor === undefined || factor > 30) return undefined
  return { kind: 'phpass-parts', algorithm, salt, roundsLog2: factor, expected }
}
