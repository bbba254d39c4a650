import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from './pbkdf2.js'

/** `{SSHA256.HEX}`, `{SHA512.b64}`: in what form the value of a scheme is. */
export const dovecotForm = /\.(?:hex|b64|base64)$/

/** Name and value as directories write them, in base64 and without the form. Names are in lower case. */
export const readDovecotScheme = (
  name: string,
  value: string,
): { name: string; value: string } | undefined => {
  const form = dovecotForm.exec(name)?.[0]
  const plain = dovecotNames.get(name) ?? name.replace(dovecotForm, '')
  if (form === undefined) return { name: plain, value }
  const bytes = form === '.hex' ? decodeHex(value) : decodeBase64(value)
  return bytes && { name: plain, value: bytes.toString('base64') }
}

const dovecotNames: ReadonlyMap<string, string> = new Map([
  ['plain-md5', 'md5'],
  ['ldap-md5', 'md5'],
  ['ntlm', 'nt'],
])

/** `$1$salt$iterations$key` of Dovecot: the salt as it is, 20 bytes of SHA-1 in hex; undefined for another layout. */
export const convertDovecotPbkdf2 = (value: string): PasswordConversion | undefined => {
  const [, salt = '', iterations, key = ''] =
    /^\$1\$([^$]{1,64})\$(\d{1,9})\$([\da-f]{40})$/i.exec(value) ?? []
  if (iterations === undefined) return undefined
  return convertPbkdf2({ digest: 'sha1', iterations: parseCount(iterations), salt, key: decodeHex(key) })
}
