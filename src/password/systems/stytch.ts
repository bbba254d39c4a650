import { convertArgon2Parts } from '../families/argon2.js'
import { decodeBase64, decodeSized } from '../digest/decode-bytes.js'
import { digestByteLength } from '../digest/digest-name.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { isRecord, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

const digests: ReadonlyMap<string, string> = new Map([
  ['md_5', 'md5'],
  ['sha_1', 'sha1'],
  ['sha_256', 'sha256'],
  ['sha_512', 'sha512'],
])

/** Stytch's migrate shape: `hash_type` and `<hash_type>_config` beside the hash. */
export const stytch: PasswordSystem = fromText((text, params) => {
  const type = readText(params, 'hash_type')?.toLowerCase()
  if (type === undefined || text.startsWith('$')) return convertGenericHash(text, params)
  const config = params[`${type.replace(/^argon_2i?d?$/, 'argon_2')}_config`]
  return convertByType(type, text.trim(), isRecord(config) ? config : {})
})

const convertByType = (type: string, text: string, config: HashParams): PasswordConversion => {
  const digest = digests.get(type)
  if (digest) return convertDigest(digest, text, config)
  switch (type) {
    case 'bcrypt':
      return convertGenericHash(text, {})
    case 'argon_2i':
    case 'argon_2id':
      return convertStytchArgon2(type.slice('argon_2'.length), text, config)
    case 'pbkdf_2':
      return convertPbkdf2({
        digest: readText(config, 'algorithm') ?? '',
        iterations: readCount(config, 'iteration_amount'),
        salt: decodeBase64(readText(config, 'salt') ?? '') ?? '',
        key: decodeBase64(text),
        keyLength: readCount(config, 'key_length'),
      })
    case 'scrypt':
      return convertStandardScrypt({
        cost: readCount(config, 'n_parameter'),
        blockSize: readCount(config, 'r_parameter'),
        parallelism: readCount(config, 'p_parameter'),
        salt: decodeBase64(readText(config, 'salt') ?? ''),
        key: decodeBase64(text),
        keyLength: readCount(config, 'key_length'),
      })
    case 'phpass':
      return refuseVerifiable('phpass', { kind: 'phpass', text })
    default:
      return refusePassword('unknown_hasher', `The hash_type is ${quoteName(type)}.`)
  }
}

const convertDigest = (name: string, text: string, config: HashParams): PasswordConversion => {
  const digest = decodeSized(text, digestByteLength(name) ?? 0)
  if (!digest) return refusePassword('malformed_hash', `A ${name} digest does not have this length.`)
  const before = readText(config, 'prepend_salt') ?? ''
  const after = readText(config, 'append_salt') ?? ''
  return convertSaltedDigest(name, [before, passwordPart, after], digest)
}

const convertStytchArgon2 = (variant: string, text: string, config: HashParams): PasswordConversion => {
  const salt = decodeBase64(readText(config, 'salt') ?? '')
  const key = decodeBase64(text)
  if (!salt || !key) return refusePassword('malformed_hash', 'Hash and salt are base64.')
  return convertArgon2Parts({
    variant,
    memoryKiB: readCount(config, 'memory') ?? 0,
    iterations: readCount(config, 'iteration_amount') ?? 0,
    parallelism: readCount(config, 'threads') ?? 0,
    salt,
    key,
  })
}
