import { decodeHex } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** `hash:salt`, after `{SHA256}` or as MD5; the salt stands behind the password and may be missing. */
const saltedShape = /^(\{SHA256\})?([0-9a-f]{32}|[0-9a-f]{64})(?::([^:]*))?$/

/** Joomla: bcrypt and Argon2 of PHP since 3.2, before that phpass, salted SHA-256 and salted MD5. */
export const joomla: PasswordSystem = fromText(
  withGeneric((text, params) => {
    if (text.startsWith('$')) return convertGenericHash(text, params)
    const [, scheme, hex = '', salt = ''] = saltedShape.exec(text) ?? []
    const digest = decodeHex(hex)
    if (!digest || digest.length === 0) return undefined
    const algorithm = scheme === undefined ? 'md5' : 'sha256'
    if (algorithm === 'md5' && digest.length !== 16) {
      return refusePassword('malformed_hash', 'Joomla writes 32 hex digits, or {SHA256} before 64.')
    }
    return convertSaltedDigest(algorithm, [passwordPart, salt], digest)
  }),
)
