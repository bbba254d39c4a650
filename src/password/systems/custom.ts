import { isConfigured } from '../configured-hash.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { readText } from '../hash-params.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { recognisePassword } from '../recognise/recognise-password.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

const usualDigests: ReadonlyMap<number, string> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
])

/**
 * A table of the operator's own. Parameters describe the hash; a bare hex digest with no parameters at all is the
 * usual hash of its length, unsalted, since the operator named nothing else.
 */
export const custom: PasswordSystem = fromText((text, params) => {
  const { family } = recognisePassword(text)
  if (family !== 'hex_digest' || isConfigured(params)) return convertGenericHash(text, params)
  if (readText(params, 'salt', 'pepper', 'order') !== undefined) {
    return refusePassword('missing_parameters', 'A salted digest needs its algorithm and order.')
  }
  const hex = text.trim()
  const digest = decodeHex(hex)
  const name = usualDigests.get(hex.length)
  return digest && name ? convertPlainDigest(name, digest) : refusePassword('ambiguous_hex_digest')
})
