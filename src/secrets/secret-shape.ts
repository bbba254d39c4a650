import { isSeedPhrase } from './seed-phrase.js'
import { hasTokenPrefix } from './token-prefix.js'

/**
 * What a text looks like, whatever its name is.
 * - `secret`: nothing but a hash string, a key or a token looks like this.
 * - `digest`: a row of hex or base64 as long as a digest; some ids look the same.
 * - `random`: a long word that nobody would type: an id, or a token.
 */
export type TextShape = 'secret' | 'digest' | 'random' | 'plain'

const shortest = 16

/** Costs next to nothing for the short and plain texts that most values are. Linear in the length. */
export const findShape = (text: string): TextShape => {
  if (text.length < shortest) return 'plain'
  const shape = findCertainShape(text)
  return shape === 'plain' && text.length <= longestWord && isOneWord(text) && isRandom(text)
    ? 'random'
    : shape
}

/** The same for names that say nothing, under which a random word is an id. */
export const findCertainShape = (text: string): Exclude<TextShape, 'random'> => {
  if (text.length < shortest) return 'plain'
  switch (text.charCodeAt(0)) {
    case 0x24: // $
      if (modularCrypt.test(text)) return 'secret'
      break
    case 0x7b: // {
      if (schemeHash.test(text)) return 'secret'
      break
    case 0x2a: // *
      if (mysqlHash.test(text)) return 'secret'
      break
    case 0x2d: // -
    case 0x50: // P
      if (isPrivateKey(text) || /^PHNhbW[wx]/.test(text)) return 'secret'
      break
    case 0x3c: // <
      if (samlDocument.test(text)) return 'secret'
      break
    case 0x4c: // L
      if (encodedKey.test(text)) return 'secret'
      break
    case 0x53: // S
      if (oracleHash.test(text)) return 'secret'
      break
    case 0x63: // c
      if (shopKey.test(text)) return 'secret'
      break
    case 0x65: // e
      if (jsonWebToken.test(text) || ephemeralKey.test(text)) return 'secret'
      break
  }
  if (text.length > 60 && text.includes('PRIVATE KEY-----')) return 'secret'
  if (text.includes('@') && text.includes('://') && passwordInUrl.test(text)) return 'secret'
  if (hasTokenPrefix(text) || namedHash.test(text)) return 'secret'
  if (isSeedPhrase(text)) return 'secret'
  if (text.length > longestWord) return 'plain'
  if (text.length > 120 && deviceToken.test(text)) return 'secret'
  if (text.charCodeAt(text.length - 41) === 0x2d && signedValue.test(text)) return 'secret'
  if (text.startsWith('AQAAAA') && aspNetHash.test(text)) return 'secret'
  return isDigest(text) ? 'digest' : 'plain'
}

/** Longer ones are pictures or documents in base64; tokens of services end before. */
const longestWord = 4096

/** `$2y$10$…`, `$argon2id$v=19$…`, `$6$…`, `$pbkdf2-sha256$…`, `$P$B…`, `$S$D…` */
const modularCrypt = /^\$[A-Za-z][\w-]{0,30}\$[^\s$]{0,64}[\w./+=,$-]{12}|^\$\d[a-z]{0,2}\$[\w./+=,$-]{16}/

/** `{SSHA}…`, `{PBKDF2-SHA256}…`, `{bcrypt}$2a$…` */
const schemeHash = /^\{[A-Za-z][\w.-]{1,24}\}[\w./+=$,:-]{16}/

/** `pbkdf2_sha256$…`, `scrypt:32768:8:1$…`, `sha1$salt$…`, `bcrypt:$2b$…`, `md5:…` */
const namedHash =
  /^(?:pbkdf2|scrypt|bcrypt|argon2|sha-?\d{1,3}|md5|crypt|hmac|pbkdf1|ssha|smd5|phpass|drupal|joomla|django)[\w-]{0,20}[:$][\w./+=$,:@-]{16}/i

/** `postgres://user:password@host/database` */
const passwordInUrl = /^[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@/i

/** `PASSWORD('…')` since MySQL 4.1 */
const mysqlHash = /^\*[\dA-F]{40}$/i

/** `S:…` of Oracle 11, `T:…` of 12 behind it */
const oracleHash = /^S:[\dA-F]{60}(?:;|$)/i

/** An assertion, also as `PHNhbW…` in base64: whoever has it may sign in with it. */
const samlDocument = /^<saml[\w-]{0,4}:(?:Assertion|Response)[\s>]/

/** `-----BEGIN … PRIVATE KEY` in base64; what the first letters of its last words may be. */
const encodedKey = /^LS0tLS1CRUdJTi[\w+/]{0,24}(?:BSSVZBVEUg|QUklWQVRFI|UFJJVkFURS)/

/** `value--signature` as Rails signs its cookies. */
const signedValue = /^[\w+/=%-]{20,}--[\da-f]{40}$/

const jsonWebToken = /^eyJ[\w-]{6,}\.[\w-]*\.[\w-]*/

/** Of Firebase, with which a device gets its messages. */
const deviceToken = /(?:^|\/)[\w-]{11,30}:APA91[\w-]{80}/

/** Of WooCommerce. */
const shopKey = /^c[ks]_[\da-f]{40}$/

/** Stripe's, for one customer. */
const ephemeralKey = /^ek_(?:live|test)_\w{16}/

/** Identity 3 and later begin with the bytes 01 and the number of their function, iterations in 32 bits. */
const aspNetHash = /^AQAAAA[A-E][\w+/]{60,}={0,2}$/

const isPrivateKey = (text: string): boolean =>
  /^\s?-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/.test(text) || text.startsWith('PuTTY-User-Key-File')

const isOneWord = (text: string): boolean => !/[\s"'<>{}()|]/.test(text)

const digestHexLengths: ReadonlySet<number> = new Set([32, 40, 48, 56, 64, 80, 96, 128, 136, 160, 192])
const digestBase64Lengths: ReadonlySet<number> = new Set([44, 64, 88])

const isDigest = (text: string): boolean => {
  // 20 bytes of a second factor; words in capitals have no digits.
  if (text.length === 32 && /^[A-Z2-7]+$/.test(text)) return /[2-7]/.test(text) && /[G-Z]/.test(text)
  if (digestHexLengths.has(text.length) && /^[0-9a-f]+$/i.test(text)) return !/^\d+$/.test(text)
  // Without padding only marks that no word has tell base64 from a path or a slug.
  return (
    digestBase64Lengths.has(text.length) &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
    /[+=]/.test(text) &&
    mixesCases(text)
  )
}

const mixesCases = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)

/** Letters and digits mixed, hex, or base32; no date, address, path or directory id. */
const isRandom = (text: string): boolean => {
  if (!/^[\w.~+/=:-]+$/.test(text) || wellKnown.test(text)) return false
  if (/^[A-Z2-7]{16,}={0,6}$/.test(text)) return /[2-7]/.test(text) || !/^[A-Z]{1,20}$/.test(text)
  return /\d/.test(text) && /[A-Za-z]/.test(text)
}

const wellKnown =
  /\/[\w.-]{1,100}\.(?:png|jpe?g|gif|webp|svg|pdf|csv|json|xml|txt|html?|mp[34]|docx?|xlsx?|zip)$|^0x[\da-fA-F]{40}$|^(?:[A-Za-z]{2,}|\d{1,8})(?:[-_.](?:[A-Za-z]{2,}|\d{1,8}))+$|^\d{4}-\d\d-\d\d|^S-1-\d|^[a-z][a-z\d+.-]{1,20}:\/\/|^urn:|^mailto:|^[\dTZ.:+-]+$|^(?:[A-Za-z]{2,}[-_./:]+){3,}\d{0,4}$/
