import { decodeBase64 } from '../digest/decode-bytes.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { refusePassword } from '../refuse-password.js'

const v3Digests = ['sha1', 'sha256', 'sha512']

/**
 * ASP.NET Identity: base64 whose first byte is the version. Version 2 (and SimpleMembership) is 1,000 × SHA-1 with
 * 16 bytes of salt; version 3 states hash, iterations and salt length, all big endian.
 */
export const convertAspnetIdentity = (text: string): PasswordConversion => {
  const bytes = decodeBase64(text.trim())
  if (bytes?.[0] === 0 && bytes.length === 49) {
    return convertPbkdf2({
      digest: 'sha1',
      iterations: 1000,
      salt: bytes.subarray(1, 17),
      key: bytes.subarray(17),
    })
  }
  if (bytes?.[0] !== 1 || bytes.length < 13) return malformed()
  const digest = v3Digests[bytes.readUInt32BE(1)]
  const keyStart = 13 + bytes.readUInt32BE(9)
  if (digest === undefined || keyStart >= bytes.length) return malformed()
  return convertPbkdf2({
    digest,
    iterations: bytes.readUInt32BE(5),
    salt: bytes.subarray(13, keyStart),
    key: bytes.subarray(keyStart),
  })
}

const malformed = (): PasswordConversion =>
  refusePassword('malformed_hash', 'Expected base64 of the ASP.NET Identity layout, version 2 or 3.')
