import type { HashRecipe } from './hash-recipe.js'

const kratosMarks: ReadonlyMap<string, string> = new Map([
  ['md5', '$1$'],
  ['sha256', '$5$'],
  ['sha512', '$6$'],
])

/**
 * A crypt(3) hash out of what systems put around it: `{CRYPT}` and Dovecot's `{SHA512-CRYPT}`, Django's `crypt$$`,
 * Kratos's `$sha256-crypt$`. Undefined for those that nobody here computes (yescrypt, Sun's MD5).
 */
export const readCryptRecipe = (stored: string): HashRecipe | undefined => {
  const text = unwrapCrypt(stored.trim())
  const nt = /^\$3\$\$?([0-9a-f]{32})$/i.exec(text)?.[1]
  if (nt !== undefined) return ntRecipe(Buffer.from(nt, 'hex'))
  return isKnown(text) ? { kind: 'crypt', text, input: [{ step: 'until-nul' }] } : undefined
}

const unwrapCrypt = (text: string): string => {
  const inner = text.replace(/^\{[A-Za-z0-9-]{0,12}crypt\}/i, '').replace(/^crypt\$[^$]{0,20}\$/, '')
  const [, name = '', rest = ''] = /^\$(md5|sha256|sha512)-crypt(\$.{1,200})$/.exec(inner) ?? []
  const mark = kratosMarks.get(name)
  return mark === undefined ? inner : mark + rest.slice(1)
}

const isKnown = (text: string): boolean =>
  /^\$(?:1|5|6|apr1|sha1)\$/.test(text) || /^_[./0-9A-Za-z]{19}$/.test(text) || isDes(text)

/** Two characters of salt and eleven for each eight of the password. */
const isDes = (text: string): boolean => /^[./0-9A-Za-z]{13,178}$/.test(text) && (text.length - 2) % 11 === 0

/** `$3$$`: FreeBSD's and libxcrypt's word for Microsoft's hash. */
const ntRecipe = (expected: Buffer): HashRecipe => ({
  kind: 'equal',
  expected,
  input: [
    { step: 'encode', encoding: 'utf16le' },
    { step: 'hash', algorithm: 'md4', as: 'bytes' },
  ],
})
