import { decodeBase64 } from '../digest/decode-bytes.js'
import { digestByteLength, pbkdf2DigestName } from '../digest/digest-name.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from './pbkdf2.js'
import { refusePassword } from '../refuse-password.js'

/** The PBKDF2 layouts of LDAP schemes, by scheme name in lower case. */
export const convertLdapPbkdf2 = (scheme: string, value: string): PasswordConversion => {
  if (scheme === 'pkcs5s2') return convertAtlassian(value)
  const digest = scheme === 'pbkdf2' ? 'sha1' : pbkdf2DigestName(scheme)
  const [iterations, salt, key, ...rest] = value.split('$')
  if (salt !== undefined && key !== undefined && rest.length === 0) {
    return convertOpenLdap(digest, iterations, salt, key)
  }
  if (scheme.startsWith('pbkdf2-hmac-')) return convertForgeRock(digest, value)
  return convert389ds(digest, value)
}

/** `iterations$salt$key`, ab64. */
const convertOpenLdap = (
  digest: string,
  iterations: string | undefined,
  saltText: string,
  keyText: string,
): PasswordConversion => {
  const salt = decodeBase64(saltText)
  if (!salt) return refusePassword('malformed_hash', 'The salt is not base64.')
  return convertPbkdf2({ digest, iterations: parseCount(iterations), salt, key: decodeBase64(keyText) })
}

/** `iterations:base64(key ‖ salt)`: the key comes first and has the size of the hash. */
const convertForgeRock = (digest: string, value: string): PasswordConversion => {
  const colon = value.indexOf(':')
  const bytes = decodeBase64(value.slice(colon + 1))
  const keyLength = digestByteLength(digest)
  if (colon === -1 || !bytes || keyLength === undefined) {
    return refusePassword('malformed_hash', 'Expected iterations:base64(key and salt).')
  }
  return convertPbkdf2({
    digest,
    iterations: parseCount(value.slice(0, colon)),
    salt: bytes.subarray(keyLength),
    key: bytes.subarray(0, keyLength),
    keyLength,
  })
}

/** `base64(iterations as 32-bit big endian ‖ 64 bytes of salt ‖ 256 bytes of key)`. */
const convert389ds = (digest: string, value: string): PasswordConversion => {
  const bytes = decodeBase64(value)
  if (bytes?.length !== 4 + 64 + 256) {
    return refusePassword('malformed_hash', 'Expected iterations$salt$key, or 324 bytes in base64.')
  }
  return convertPbkdf2({
    digest,
    iterations: bytes.readUInt32BE(0),
    salt: bytes.subarray(4, 68),
    key: bytes.subarray(68),
  })
}

/** `base64(16 bytes of salt ‖ 32 bytes of key)`, 10,000 × SHA-1. */
const convertAtlassian = (value: string): PasswordConversion => {
  const bytes = decodeBase64(value)
  if (bytes?.length !== 48) return refusePassword('malformed_hash', 'Expected 48 bytes in base64.')
  return convertPbkdf2({
    digest: 'sha1',
    iterations: 10_000,
    salt: bytes.subarray(0, 16),
    key: bytes.subarray(16),
  })
}
