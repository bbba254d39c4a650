import { convertMd5Salted } from '../families/md5-salted.js'
import { convertPhcPbkdf2 } from '../families/phc-pbkdf2.js'
import { convertPhcScrypt } from '../families/phc-scrypt.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Zitadel (passwap): a bare MD5 is one, and `ln` of scrypt is log2 of N. */
export const zitadel: PasswordSystem = fromText(
  withGeneric((text) => {
    if (/^[0-9a-fA-F]{32}$/.test(text)) return convertPlainDigest('md5', Buffer.from(text, 'hex'))
    if (text.startsWith('$pbkdf2')) return convertPhcPbkdf2(text, 'other')
    if (text.startsWith('$scrypt$')) return convertPhcScrypt(text, 'log2')
    return convertMd5Salted(text)
  }),
)

/** passlib and what uses it (Odoo): SHA-2 whatever the size, `ln` is log2 of N. */
export const passlib: PasswordSystem = fromText(
  withGeneric((text) => {
    if (text.startsWith('$pbkdf2')) return convertPhcPbkdf2(text, 'other')
    return text.startsWith('$scrypt$') ? convertPhcScrypt(text, 'log2') : undefined
  }),
)
