import { decodeHex, decodeSized } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { parseCount, readCount, readText } from '../hash-params.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { readPhcParameters } from '../families/phc-string.js'
import type { PasswordConversion } from '../password-conversion.js'
import { readStretched } from '../recipe/read-stretched-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePeppered } from '../refuse-peppered.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Devise and other bcrypt of Rails; a configured `pepper` was appended to the password. */
export const devise: PasswordSystem = fromText((text, params) =>
  readText(params, 'pepper')
    ? refusePeppered(convertGenericHash(text, {}), { pepperUse: 'suffix', ...params })
    : convertGenericHash(text, params),
)

/** devise-encryptable and Authlogic: SHA-512 over password and salt, `stretches` times. */
export const deviseEncryptable: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const stretches = readCount(params, 'stretches')
  const salt = readText(params, 'password_salt', 'salt')
  const encryptor = readText(params, 'encryptor')
  if (encryptor === 'clearance_sha1' && salt !== undefined) return convertClearance(text.trim(), salt)
  if (stretches === undefined || salt === undefined) {
    return refusePassword('missing_parameters', 'Needed are password_salt and stretches.')
  }
  if (encryptor === 'pbkdf2') {
    const pepper = Buffer.from(readText(params, 'pepper') ?? '', 'utf8')
    const bytes = Buffer.concat([decodeHex(salt) ?? Buffer.alloc(0), pepper])
    return convertPbkdf2({
      digest: 'sha512',
      iterations: stretches,
      salt: bytes,
      key: decodeHex(text.trim()),
    })
  }
  const recipe = () => readStretched(text.trim(), salt, stretches, params)
  if (stretches !== 1) return refuseVerifiable('iterated_hash', recipe, `It is computed ${stretches} times.`)
  if (readText(params, 'pepper')) return refuseVerifiable('pepper_in_password', recipe)
  if (encryptor !== 'authlogic_sha512') {
    return refuseVerifiable(
      'missing_parameters',
      recipe,
      'With one stretch, authlogic_sha512 is the encryptor that converts.',
    )
  }
  const digest = decodeHex(text.trim())
  if (!digest) return refusePassword('malformed_hash', 'The digest is not hex.')
  return convertSaltedDigest('sha512', [passwordPart, salt], digest)
})

/** Clearance hashes once, whatever `stretches` says. */
const convertClearance = (text: string, salt: string): PasswordConversion => {
  const digest = decodeSized(text, 20)
  if (!digest) return refusePassword('malformed_hash', 'A sha1 digest has 20 bytes, in hex.')
  return convertSaltedDigest('sha1', [`--${salt}--`, passwordPart, '--'], digest)
}

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
