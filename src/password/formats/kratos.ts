import { decodeBase64 } from '../digest/decode-bytes.js'
import { convertLdapScheme } from '../families/ldap-scheme.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPhcPbkdf2 } from '../families/phc-pbkdf2.js'
import { convertPhcScrypt } from '../families/phc-scrypt.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'
import type { DigestPart } from '../recipe/digest-part.js'

/** What is Ory Kratos's own; undefined for strings that mean the same everywhere. */
export const convertKratos = (text: string): PasswordConversion | undefined => {
  if (text.startsWith('{')) return convertLdapScheme(text)
  if (text.startsWith('$pbkdf2')) return convertPhcPbkdf2(text, 'kratos')
  if (text.startsWith('$scrypt$')) return convertPhcScrypt(text, 'cost')
  return convertDigestTemplate(text)
}

/**
 * `$sha256$pf=template$salt$digest` and `$md5$digest`, all base64; undefined for anything else. The template holds
 * `{SALT}`, `{PASSWORD}` and literals. Kratos replaces the salt first.
 */
export const convertDigestTemplate = (text: string): PasswordConversion | undefined => {
  const [empty, algorithm = '', ...fields] = text.split('$')
  if (empty !== '' || !/^(?:md5|sha1|sha224|sha256|sha384|sha512)$/.test(algorithm)) return undefined
  const [first = '', saltText, digestText] = fields
  if (fields.length === 1 && algorithm === 'md5') {
    const digest = decodeBase64(first)
    return digest ? convertPlainDigest('md5', digest) : malformed()
  }
  if (fields.length !== 3 || !first.startsWith('pf=')) return undefined
  const template = decodeBase64(first.slice('pf='.length))
  const salt = decodeBase64(saltText ?? '')
  const digest = decodeBase64(digestText ?? '')
  if (!template || !salt || !digest) return malformed()
  return convertSaltedDigest(algorithm, fillTemplate(template, salt), digest)
}

/** Works on bytes, one Latin-1 character each, since salts need not be text. */
const fillTemplate = (template: Buffer, salt: Buffer): DigestPart[] => {
  const filled = template.toString('latin1').replaceAll('{SALT}', () => salt.toString('latin1'))
  const parts: DigestPart[] = []
  for (const [index, literal] of filled.split('{PASSWORD}').entries()) {
    if (index > 0) parts.push(passwordPart)
    parts.push(Buffer.from(literal, 'latin1'))
  }
  return parts
}

const malformed = (): PasswordConversion =>
  refusePassword('malformed_hash', 'Template, salt and digest are base64.')
