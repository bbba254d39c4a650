import { decodeBase64 } from '../digest/decode-bytes.js'
import { digestName } from '../digest/digest-name.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from './pbkdf2.js'
import { readPhcParameters } from './phc-string.js'
import { refusePassword } from '../refuse-password.js'

/** Who wrote the string; Ory Kratos computes SHA-3 where it writes `sha224` or `sha384`. */
export type Pbkdf2Writer = 'kratos' | 'other' | 'unknown'

/**
 * `$pbkdf2-sha256$29000$salt$key` (passlib, Zitadel, Odoo), `$pbkdf2-sha256$i=600000,l=32$salt$key` (Kratos, Auth0)
 * and `$pbkdf2$f=SHA256,w=600000,l=32$salt$key` (Mattermost). Where nothing names the hash it is SHA-1.
 */
export const convertPhcPbkdf2 = (text: string, writer: Pbkdf2Writer): PasswordConversion => {
  const [, name = '', cost = '', saltText, keyText, ...rest] = text.split('$')
  if (saltText === undefined || keyText === undefined || rest.length > 0) {
    return refusePassword('malformed_hash', 'Expected $pbkdf2-…$iterations$salt$key.')
  }
  const parameters = readPhcParameters(cost)
  const stated =
    name === 'pbkdf2' ? digestName(parameters?.get('f') ?? 'sha1') : digestName(name.slice('pbkdf2-'.length))
  const isKratosShape = parameters !== undefined && (stated === 'sha224' || stated === 'sha384')
  if (isKratosShape && writer === 'unknown') return refusePassword('ambiguous_pbkdf2_digest')
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  if (!salt || !key) return refusePassword('malformed_hash', 'Salt or key is not base64.')
  return convertPbkdf2({
    digest: isKratosShape && writer === 'kratos' ? stated.replace('sha', 'sha3-') : stated,
    iterations: parseCount(parameters ? (parameters.get('i') ?? parameters.get('w')) : cost),
    salt,
    key,
    keyLength: parseCount(parameters?.get('l')),
  })
}

/** `$p5k2$`: hex iterations; Cryptacular stores base64 of the salt, Litzenberger salts with the whole prefix. */
export const convertP5k2 = (text: string): PasswordConversion => {
  const [, , rounds = '', salt = '', keyText = '', ...rest] = text.split('$')
  if (rest.length > 0 || !/^[0-9a-f]{0,8}$/i.test(rounds)) {
    return refusePassword('malformed_hash', 'Expected $p5k2$hex iterations$salt$key.')
  }
  const iterations = rounds === '' ? 400 : Number.parseInt(rounds, 16)
  if (keyText.length === 28) {
    const saltBytes = decodeBase64(salt)
    if (!saltBytes) return refusePassword('malformed_hash', 'The salt is not base64.')
    return convertPbkdf2({
      digest: 'sha1',
      iterations,
      salt: saltBytes,
      key: decodeBase64(keyText),
      keyLength: 20,
    })
  }
  const prefix = text.slice(0, text.lastIndexOf('$'))
  return convertPbkdf2({
    digest: 'sha1',
    iterations,
    salt: prefix,
    key: decodeBase64(keyText),
    keyLength: 24,
  })
}

/** `grub.pbkdf2.sha512.10000.SALT.KEY`, both in hex. */
export const convertGrubPbkdf2 = (text: string): PasswordConversion => {
  const [, , digest = '', iterations, saltText = '', keyText = '', ...rest] = text.split('.')
  const salt = hexBytes(saltText)
  if (!salt || rest.length > 0) return refusePassword('malformed_hash', 'The salt is not hex.')
  return convertPbkdf2({ digest, iterations: parseCount(iterations), salt, key: hexBytes(keyText) })
}

const hexBytes = (text: string): Buffer | undefined =>
  /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined
