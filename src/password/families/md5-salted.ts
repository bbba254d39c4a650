import { decodeBase64 } from '../digest/decode-bytes.js'
import type { PasswordConversion } from '../password-conversion.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from './salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'

/** Zitadel's `$md5salted-prefix$salt$base64` and `-suffix`; undefined for anything else. The salt is not decoded. */
export const convertMd5Salted = (text: string): PasswordConversion | undefined => {
  const match = /^\$md5salted-(prefix|suffix)\$([^$]*)\$([^$]*)$/.exec(text)
  if (!match) return undefined
  const [, position, salt = '', digestText = ''] = match
  const digest = decodeBase64(digestText)
  if (!digest) return refusePassword('malformed_hash', 'The digest is not base64.')
  return convertSaltedDigest(
    'md5',
    position === 'prefix' ? [salt, passwordPart] : [passwordPart, salt],
    digest,
  )
}
