import { convertArgon2 } from './families/argon2.js'
import { convertBcrypt } from './families/bcrypt.js'
import { decodeBase64, decodeHex, decodeHexOrBase64, decodeSized } from './digest/decode-bytes.js'
import { digestByteLength, digestName } from './digest/digest-name.js'
import { convertFirebaseScrypt } from './families/firebase-scrypt.js'
import { readFirebaseProject } from './families/firebase-string.js'
import { decodeSalt } from './decode-salt.js'
import { readCount, readText } from './hash-params.js'
import type { HashParams } from './hash-params.js'
import type { PasswordConversion } from './password-conversion.js'
import { convertPbkdf2 } from './families/pbkdf2.js'
import { quoteName } from './families/plain-digest.js'
import { convertConfiguredHmac } from './configured-hmac.js'
import { convertOtherDigest, furtherDigestLengths } from './other-digest.js'
import { iteratedRecipes } from './recipe/iterated-recipes.js'
import { readNestedRecipe } from './recipe/read-nested-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'
import { refuseEncoding } from './refuse-encoding.js'
import { refusePeppered } from './refuse-peppered.js'
import { refusePassword } from './refuse-password.js'
import { convertSaltedDigest } from './families/salted-digest.js'
import { passwordPart } from './recipe/digest-part.js'
import type { DigestPart } from './recipe/digest-part.js'
import { splitHashPair } from './split-hash-pair.js'
import { convertStandardScrypt } from './families/standard-scrypt.js'

/** Whether the operator said how the hash was made. A hash function with a count of iterations is no full answer. */
export const isConfigured = (params: HashParams): boolean =>
  typeof params['algorithm'] === 'string' ||
  typeof params['family'] === 'string' ||
  (typeof params['digest'] === 'string' && params['iterations'] === undefined)

/**
 * A home-made hash, described by parameters: `family` (`digest`, `pbkdf2`, `scrypt`, `firebase-scrypt`, `bcrypt`,
 * `argon2`), `algorithm` or `digest`, `salt`, `saltEncoding`, `order`, `pepper`, `iterations`, `keylen`, `N`, `r`,
 * `p`, `layout`. docs/passwords.md describes each.
 */
export const convertConfiguredHash = (text: string, params: HashParams): PasswordConversion => {
  const algorithm = readText(params, 'algorithm', 'digest') ?? ''
  const family = (readText(params, 'family') ?? familyOf(algorithm)).toLowerCase()
  const encoding = readText(params, 'passwordEncoding')?.toLowerCase() ?? 'utf8'
  if (!/^(?:utf-?8|ascii)$/.test(encoding)) {
    const { passwordEncoding: _encoding, ...rest } = params
    return refuseEncoding(encoding, convertConfiguredHash(text, rest))
  }
  switch (family) {
    case 'pbkdf2':
      return convertConfiguredPbkdf2(text, params)
    case 'scrypt':
      return convertConfiguredScrypt(text, params)
    case 'firebase-scrypt':
    case 'firebase':
      return convertFirebaseScrypt({
        ...readFirebaseProject(params),
        hash: text,
        salt: readText(params, 'salt', 'passwordSalt'),
      })
    case 'bcrypt':
      return hasPepper(params) ? refusePeppered(convertBcrypt(text), params) : convertBcrypt(text)
    case 'argon2':
      return hasPepper(params) ? refusePeppered(convertArgon2(text), params) : convertArgon2(text)
    case 'hmac':
      return convertConfiguredHmac(text, algorithm, params)
    case 'digest':
      return convertConfiguredDigest(text, algorithm, params)
    default:
      return convertNamedFamily(text, family, params)
  }
}

/** A family that names its hash function too: `sha256`, `pbkdf2-sha512`. */
const convertNamedFamily = (text: string, family: string, params: HashParams): PasswordConversion => {
  const digest = readText(params, 'digest', 'algorithm') ?? family
  if (familyOf(family) === 'pbkdf2') return convertConfiguredPbkdf2(text, { ...params, digest })
  if (digestByteLength(digestName(family)) !== undefined) return convertConfiguredDigest(text, digest, params)
  return refusePassword('unknown_hasher', `The family is ${quoteName(family)}.`)
}

const familyOf = (algorithm: string): string => {
  const name = algorithm.toLowerCase()
  if (name.startsWith('hmac')) return 'hmac'
  if (name.startsWith('pbkdf2')) return 'pbkdf2'
  if (name.startsWith('argon2')) return 'argon2'
  return name === 'scrypt' || name === 'bcrypt' || name === 'firebase-scrypt' ? name : 'digest'
}

const hasPepper = (params: HashParams): boolean => Boolean(readText(params, 'pepper'))

/** PBKDF2 with its parameters beside it; text salts unless `saltEncoding` says otherwise is never assumed. */
export const convertConfiguredPbkdf2 = (text: string, params: HashParams): PasswordConversion => {
  const pair = splitHashPair(text, params)
  const iterations = readCount(params, 'iterations', 'rounds', 'factor')
  const digest = readPbkdf2Digest(params)
  const missing = listMissing({ salt: pair.salt, iterations, digest })
  if (missing) return refusePassword('missing_parameters', `PBKDF2 needs ${missing}.`)
  const salt = readSalt(pair.salt ?? '', params)
  if ('reason' in salt) return salt
  const conversion = convertPbkdf2({
    digest: digest ?? '',
    iterations,
    salt: salt.value,
    key: readKey(pair.hash, params),
    keyLength: readCount(params, 'keylen', 'keyLength', 'keySize'),
  })
  return hasPepper(params) ? refusePeppered(conversion, params) : conversion
}

const readPbkdf2Digest = (params: HashParams): string | undefined => {
  const algorithm = readText(params, 'digest', 'algorithm')
  return algorithm?.toLowerCase() === 'pbkdf2' ? undefined : algorithm
}

/** scrypt with its parameters beside it; N, r and p are those of Node unless stated. */
export const convertConfiguredScrypt = (text: string, params: HashParams): PasswordConversion => {
  const pair = splitHashPair(text, params)
  if (pair.salt === undefined) return refusePassword('missing_parameters', 'scrypt needs salt or layout.')
  const salt = readSalt(pair.salt, params)
  if ('reason' in salt) return salt
  const conversion = convertStandardScrypt({
    cost: readCount(params, 'N', 'n', 'cost') ?? 16_384,
    blockSize: readCount(params, 'r', 'blockSize') ?? 8,
    parallelism: readCount(params, 'p', 'parallelization') ?? 1,
    salt: salt.value,
    key: readKey(pair.hash, params),
    keyLength: readCount(params, 'keylen', 'keyLength'),
  })
  return hasPepper(params) ? refusePeppered(conversion, params) : conversion
}

const readSalt = (text: string, params: HashParams): { value: string | Buffer } | PasswordRefused => {
  const encoding = readText(params, 'saltEncoding')
  if (encoding === undefined) return refusePassword('ambiguous_salt_encoding')
  const value = decodeSalt(text, encoding)
  return value === undefined
    ? refusePassword('malformed_hash', `The salt is not ${quoteName(encoding)}.`)
    : { value }
}

type PasswordRefused = ReturnType<typeof refusePassword>

const readKey = (text: string, params: HashParams): Buffer | undefined => {
  const encoding = readText(params, 'hashEncoding', 'keyEncoding')?.toLowerCase()
  if (encoding === 'hex') return decodeHex(text)
  return encoding?.startsWith('base64') ? decodeBase64(text) : decodeHexOrBase64(text)
}

const listMissing = (values: Record<string, unknown>): string =>
  Object.keys(values)
    .filter((name) => values[name] === undefined)
    .join(', ')

/** One hash over salt, password and pepper. */
const convertConfiguredDigest = (text: string, algorithm: string, params: HashParams): PasswordConversion => {
  if (algorithm === '') return refusePassword('missing_parameters', 'Name the algorithm.')
  if (isNested(algorithm))
    return refuseVerifiable('nested_hash', () => readNestedRecipe(text, algorithm, params))
  const name = digestName(algorithm)
  const length = digestByteLength(name) ?? furtherDigestLengths.get(name)
  if (length === undefined) return convertOtherDigest(text, name, algorithm)
  const iterations = readCount(params, 'iterations', 'stretches', 'rounds') ?? 1
  const pair = splitHashPair(text, params)
  const parts = readParts(pair.salt, params)
  if ('reason' in parts) return parts
  const digest = decodeSized(pair.hash, length)
  if (!digest)
    return refusePassword('malformed_hash', `A ${name} digest has ${length} bytes, in hex or base64.`)
  if (iterations === 1) return convertSaltedDigest(name, parts.value, digest)
  const recipe = iteratedRecipes(name, parts.value, digest, iterations)
  return refuseVerifiable('iterated_hash', recipe, `It is computed ${iterations} times.`)
}

/** `md5md5`, `sha1(md5)`, `md5(md5($p).$s)`. */
const isNested = (algorithm: string): boolean =>
  /^[a-z0-9-]+\(.+\)$/i.test(algorithm) || /^(?:md5|sha\d+)[-_+]?(?:md5|sha\d+)/i.test(algorithm)

const readParts = (
  saltText: string | undefined,
  params: HashParams,
): { value: DigestPart[] } | PasswordRefused => {
  const decoded = decodeSalt(saltText ?? '', readText(params, 'saltEncoding') ?? 'utf8')
  if (decoded === undefined)
    return refusePassword('malformed_hash', 'The salt is not in its stated encoding.')
  const pepper = readText(params, 'pepper') ?? ''
  const template = readText(params, 'template')
  if (template !== undefined) return { value: fillTemplate(template, decoded, pepper) }
  const order = readText(params, 'order', 'saltPosition', 'saltOrder', 'position')?.toLowerCase()
  const suffix = pepper === '' ? [] : [pepper]
  if (saltText === undefined) {
    if (order !== undefined) return refusePassword('missing_parameters', 'The digest needs its salt.')
    return { value: [passwordPart, ...suffix] }
  }
  if (decoded.length === 0) return { value: [passwordPart, ...suffix] }
  if (order !== undefined && prefixNames.has(order)) return { value: [decoded, passwordPart, ...suffix] }
  if (order !== undefined && suffixNames.has(order)) return { value: [passwordPart, decoded, ...suffix] }
  return refusePassword('ambiguous_salt_position')
}

const prefixNames: ReadonlySet<string> = new Set(['prefix', 'prepend', 'before', 'salt+password'])
const suffixNames: ReadonlySet<string> = new Set(['suffix', 'postfix', 'append', 'after', 'password+salt'])

/** A template such as `{pepper}{salt}{password}`; every other character is hashed as it stands. */
const fillTemplate = (template: string, salt: string | Buffer, pepper: string): DigestPart[] =>
  template.split(/(\{salt\}|\{password\}|\{pepper\})/i).map((piece): DigestPart => {
    switch (piece.toLowerCase()) {
      case '{salt}':
        return salt
      case '{password}':
        return passwordPart
      case '{pepper}':
        return pepper
      default:
        return piece
    }
  })
