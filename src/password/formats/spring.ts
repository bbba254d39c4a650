import { convertArgon2 } from '../families/argon2.js'
import { convertBcrypt } from '../families/bcrypt.js'
import { decodeHex, decodeHexOrBase64, decodeSized } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { convertLdapScheme } from '../families/ldap-scheme.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { convertSpringScrypt } from '../families/phc-scrypt.js'
import { quoteName } from '../families/plain-digest.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { type DigestPart, passwordPart } from '../recipe/digest-part.js'

const idShape = /^\{([^{}]{1,60})\}([\s\S]*)$/

/**
 * Spring Security's DelegatingPasswordEncoder, `{id}value`; undefined without an id.
 *
 * @param params `iterations`, `digest`, `saltLength` and `secret` where the encoder was configured otherwise
 */
export const convertSpring = (text: string, params: HashParams): PasswordConversion | undefined => {
  const match = idShape.exec(text)
  if (!match) return undefined
  const [, id = '', value = ''] = match
  switch (id) {
    case 'bcrypt':
      return convertBcrypt(value)
    case 'argon2':
    case 'argon2@SpringSecurity_v5_8':
      return convertArgon2(value)
    case 'pbkdf2':
      return convertSpringPbkdf2(value, params, { iterations: 185_000, digest: 'sha1', saltLength: 8 })
    case 'pbkdf2@SpringSecurity_v5_8':
      return convertSpringPbkdf2(value, params, { iterations: 310_000, digest: 'sha256', saltLength: 16 })
    case 'scrypt':
    case 'scrypt@SpringSecurity_v5_8':
      return convertSpringScrypt(value)
    case 'noop':
      return value === '' ? refusePassword('no_password') : { password: value }
    case 'ldap':
      return convertLdapScheme(value) ?? refusePassword('unrecognised_hash')
    case 'sha256':
      return refuseVerifiable(
        'iterated_hash',
        () => readStandardEncoder(value, params),
        'StandardPasswordEncoder computes SHA-256 1,024 times.',
      )
    case 'MD4':
      return refuseVerifiable('digest_not_available', readMd4(value), 'It is md4.')
    default:
      return convertMessageDigest(id, value)
  }
}

/** Hex of 8 bytes of salt and the digest; the secret of the encoder stands between salt and password. */
const readStandardEncoder = (value: string, params: HashParams): HashRecipe | undefined => {
  const bytes = decodeHex(value)
  if (bytes?.length !== 40) return undefined
  const secret = readText(params, 'secret', 'pepper') ?? ''
  const parts: DigestPart[] = [bytes.subarray(0, 8), secret, passwordPart]
  return {
    kind: 'digest',
    algorithm: 'sha256',
    parts,
    expected: bytes.subarray(8),
    rounds: 1024,
    again: 'bytes',
  }
}

/** Like the other digests of Spring: the salt follows with its braces. */
const readMd4 = (value: string): HashRecipe | undefined => {
  const end = value.startsWith('{') ? value.indexOf('}') + 1 : 0
  const expected = decodeSized(value.slice(end), 16)
  return (
    expected && { kind: 'digest', algorithm: 'md4', parts: [passwordPart, value.slice(0, end)], expected }
  )
}

interface SpringPbkdf2 {
  iterations: number
  digest: string
  saltLength: number
}

/** Hex (or base64) of salt and key joined; the encoder's secret belongs to the salt. */
const convertSpringPbkdf2 = (
  value: string,
  params: HashParams,
  defaults: SpringPbkdf2,
): PasswordConversion => {
  const bytes = decodeHexOrBase64(value)
  const saltLength = readCount(params, 'saltLength') ?? defaults.saltLength
  if (!bytes || bytes.length <= saltLength) {
    return refusePassword('malformed_hash', 'Expected salt and key joined, in hex or base64.')
  }
  const secret = readText(params, 'secret', 'pepper') ?? ''
  return convertPbkdf2({
    digest: readText(params, 'digest', 'algorithm') ?? defaults.digest,
    iterations: readCount(params, 'iterations') ?? defaults.iterations,
    salt: Buffer.concat([bytes.subarray(0, saltLength), Buffer.from(secret, 'utf8')]),
    key: bytes.subarray(saltLength),
  })
}

/** MessageDigestPasswordEncoder: `{salt}digest` over the password followed by the salt with its braces. */
const convertMessageDigest = (id: string, value: string): PasswordConversion => {
  const name = digestName(id)
  const length = digestByteLength(name)
  if (length === undefined) return refusePassword('unknown_hasher', `The encoder is ${quoteName(id)}.`)
  const end = value.startsWith('{') ? value.indexOf('}') + 1 : 0
  const digest = decodeSized(value.slice(end), length)
  if (!digest) return refusePassword('malformed_hash', `A ${name} digest does not have this length.`)
  return convertSaltedDigest(name, [passwordPart, value.slice(0, end)], digest)
}
