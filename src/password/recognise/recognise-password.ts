import { isBase64Digest, isDigestPair, isHexDigest } from '../digest/digest-shape.js'
import { magentoShape } from '../formats/magento-shape.js'
import type { PasswordFamily } from './password-families.js'
import { findPlaceholder } from './placeholder-password.js'
import { rubyScryptShape } from '../families/phc-scrypt.js'
import { schemeFamily } from './scheme-family.js'
import { unwrapHash } from './unwrap-hash.js'

/** What a stored password looks like. `detail` is a variant name or a size, never part of the hash. */
export interface RecognisedPassword {
  family: PasswordFamily
  detail: string
}

const found = (family: PasswordFamily, detail = ''): RecognisedPassword => ({ family, detail })

const bcryptFound = found('bcrypt')

/** Names the family of a stored password from its shape alone, without converting it. */
export const recognisePassword = (hash: string): RecognisedPassword => {
  const text = hash.trim()
  switch (text.charCodeAt(0)) {
    case 0x24: // $
      return recogniseDollar(text)
    case 0x7b: // {
      return recogniseBrace(text)
    case 0x3a: // :
      return recogniseColon(text)
    case 0x5b: // [
      return text.startsWith('["') ? found('logto_legacy') : recogniseUnmarked(text)
    case 0x2a: // *
      if (/^\*[0-9A-Fa-f]{40}$/.test(text)) return found('mysql')
      return recogniseMarked(text)
    case 0x21: // !
      return recogniseMarked(text)
    default:
      return recogniseWord(text)
  }
}

const recogniseUnmarked = (text: string): RecognisedPassword =>
  found(findPlaceholder(text) === undefined ? 'unknown' : 'unusable')

/** Behind `!` or `*`: nothing, Django's 40 random characters, or the hash of an account that was locked. */
const recogniseMarked = (text: string): RecognisedPassword => {
  if (findPlaceholder(text) !== undefined || /^![A-Za-z0-9]{40,}$/.test(text)) return found('unusable')
  const rest = text.replace(/^(?:[!*]+|\*LK\*)/, '')
  return rest !== '' && rest !== text && isHashFamily(recogniseWrapped(rest).family)
    ? found('unusable', 'locked')
    : found('unknown')
}

/** One level only: a mark within a mark is no format. */
const recogniseWrapped = (text: string): RecognisedPassword =>
  text.startsWith('!') || text.startsWith('*') ? found('unknown') : recognisePassword(text)

const recogniseDollar = (text: string): RecognisedPassword => {
  if (text.charCodeAt(1) === 0x32) return recogniseBcrypt(text)
  if (text.startsWith('$argon2')) return recogniseArgon2(text)
  const name = text.slice(1, Math.max(1, text.indexOf('$', 1)))
  const exact = dollarFamilies.get(name)
  if (exact) return found(exact, name)
  if (name.startsWith('pbkdf2')) return found('pbkdf2_phc', name.slice('pbkdf2'.length + 1) || 'sha1')
  if (name.startsWith('hmac-')) return found('hmac', 'kratos')
  if (name.startsWith('md5salted-')) return found('digest_phc', 'md5salted')
  if (name.startsWith('md5,') || name.endsWith('-crypt')) return found('unix_crypt')
  if (/^(?:md5|sha1|sha224|sha256|sha384|sha512)$/.test(name)) {
    if (text.startsWith('$pf=', name.length + 1)) return found('digest_template', name)
    return name === 'md5' ? found('digest_phc', name) : found('unix_crypt', name)
  }
  if (/^[0-9a-f]{5,8}$/i.test(name) && /^\$[0-9a-f]+\$[^$]+\$[^$]+$/i.test(text))
    return found('scrypt_spring')
  return found('unknown')
}

const dollarFamilies: ReadonlyMap<string, PasswordFamily> = new Map([
  ['scrypt', 'scrypt_phc'],
  ['7', 'scrypt_crypt'],
  ['8', 'cisco'],
  ['9', 'cisco'],
  ['fbscrypt', 'firebase_scrypt'],
  ['firescrypt', 'firebase_scrypt'],
  ['f_scrypt', 'firebase_scrypt'],
  ['firebase-scrypt', 'firebase_scrypt'],
  ['p5k2', 'pbkdf2_p5k2'],
  ['bcrypt', 'bcrypt_phc'],
  ['bcrypt-sha256', 'bcrypt_prehashed'],
  ['wp', 'bcrypt_prehashed'],
  ['P', 'phpass'],
  ['H', 'phpass'],
  ['S', 'phpass'],
  ['1', 'unix_crypt'],
  ['5', 'unix_crypt'],
  ['6', 'unix_crypt'],
  ['apr1', 'unix_crypt'],
  ['y', 'unix_crypt'],
  ['gy', 'unix_crypt'],
  ['3', 'nt_hash'],
  ['NT', 'nt_hash'],
])

const recogniseBcrypt = (text: string): RecognisedPassword => {
  const variant = text.charCodeAt(2)
  // a, b, x, y
  const isUsual = variant === 0x62 || variant === 0x61 || variant === 0x79 || variant === 0x78
  if (isUsual && text.charCodeAt(3) === 0x24) return bcryptFound
  return text.indexOf('$', 2) <= 3 && text.indexOf('$', 2) > 0 ? found('bcrypt_original') : found('unknown')
}

const recogniseArgon2 = (text: string): RecognisedPassword => {
  const variant = text.slice(7, text.indexOf('$', 7))
  return variant === 'id' || variant === 'i' || variant === 'd' ? found('argon2', variant) : found('unknown')
}

const recogniseBrace = (text: string): RecognisedPassword => {
  const end = text.indexOf('}')
  if (end === -1 || text.startsWith('{"')) return found(text.includes('"key_id"') ? 'encrypted' : 'unknown')
  const scheme = text.slice(1, end)
  // crypt(3) of libxcrypt makes bcrypt and scrypt too.
  if (scheme.toLowerCase() === 'crypt' && text[end + 1] === '$') return recogniseDollar(text.slice(end + 1))
  const family = schemeFamily(scheme.toLowerCase())
  return family ? found(family, scheme.toUpperCase()) : recogniseUnmarked(text)
}

const recogniseColon = (text: string): RecognisedPassword => {
  const type = /^:([A-Za-z0-9-]{1,20}):/.exec(text)
  return type ? found('mediawiki', type[1]) : found('unknown')
}

const recogniseWord = (text: string): RecognisedPassword => {
  if (text === '') return found('none')
  if (findPlaceholder(text) !== undefined) return found('unusable')
  const dollar = text.indexOf('$')
  if (dollar > 0) {
    const named = recogniseBeforeDollar(text, text.slice(0, dollar))
    return named.family === 'unknown' ? recogniseWhole(text) : named
  }
  if (isHexDigest(text)) return recogniseHex(text)
  if (/^[0-9a-fA-F]{32}[:.][0-9a-fA-F]{64,128}$/.test(text)) return found('scrypt_pair', 'salt first')
  if (/^[0-9a-fA-F]{64,128}[:.][0-9a-fA-F]{32}$/.test(text)) return found('scrypt_pair', 'key first')
  if (/^s2:[^:]+:[0-9a-f]+$/.test(text)) return found('scrypt_pair', 'lucia')
  if (magentoShape.test(text)) return found('magento', text.split(':')[2]?.split('_')[0])
  if (text.startsWith('c2NyeXB0AA')) return found('scrypt_kdf')
  // The first byte is the version; version 2 has 49 bytes, version 3 three zero bytes after it.
  if (/^A[A-P][A-Za-z0-9+/]{64}==$/.test(text)) return found('aspnet_identity', 'v2')
  if (/^AQAAAA[A-Za-z0-9+/]{30,}=*$/.test(text)) return found('aspnet_identity', 'v3')
  if (text.startsWith('grub.pbkdf2.')) return found('pbkdf2_grub')
  if (/^md5[0-9a-f]{32}$/.test(text)) return found('postgres_md5')
  if (/^0x0[12]00[0-9A-Fa-f]{48,}$/.test(text)) return found('mssql')
  if (/^_[./0-9A-Za-z]{19}$/.test(text)) return found('unix_crypt', 'BSDi')
  if (text.startsWith('fakeHash:')) return found('plaintext', 'firebase emulator')
  if (text.startsWith('awscognito#')) return found('placeholder', 'awscognito')
  if (labelledShape.test(text))
    return found('labelled_digest', text.slice(0, text.search(/[:|]/)).toLowerCase())
  return recogniseWhole(text)
}

/** `sha1:salt:hex`, `md5:hex`, `sha1:64000:18:salt:hash`. */
const labelledShape = /^(?:md5|sha-?(?:1|224|256|384|512)|pbkdf2(?:[-_]sha-?\d+)?)[:|]\S+$/i

/** What is in it when it was wrapped; else a bare digest, alone or beside its salt. */
const recogniseWhole = (text: string): RecognisedPassword => {
  const inner = unwrapHash(text)
  if (inner !== text) return recognisePassword(inner)
  if (isBase64Digest(text)) return found('base64_digest')
  return isDigestPair(text) ? found('digest_pair') : found('unknown')
}

const recogniseBeforeDollar = (text: string, name: string): RecognisedPassword => {
  if (name.startsWith('pbkdf2_sha')) return found('pbkdf2_django', name.slice(7))
  if (name === 'pbkdf2' || name.startsWith('pbkdf2:')) return found('pbkdf2_werkzeug', name.split(':')[1])
  if (name.startsWith('scrypt:')) return found('scrypt_werkzeug')
  if (name === 'SCRAM-SHA-256') return found('scram')
  if (/^[123]\|/.test(name)) return recognisePassword(text.slice(2))
  if (rubyScryptShape.test(text)) return found('scrypt_ruby')
  const exact = wordFamilies.get(name)
  if (exact === 'argon2') return recogniseArgon2(text.slice(text.indexOf('$')))
  return exact ? found(exact, name) : found('unknown')
}

const wordFamilies: ReadonlyMap<string, PasswordFamily> = new Map([
  ['argon2', 'argon2'],
  ['bcrypt', 'bcrypt'],
  ['bcrypt_sha256', 'bcrypt_prehashed'],
  ['scrypt', 'scrypt_django'],
  ['md5', 'salted_dollar'],
  ['sha1', 'salted_dollar'],
  ['sha224', 'salted_dollar'],
  ['sha256', 'salted_dollar'],
  ['sha384', 'salted_dollar'],
  ['sha512', 'salted_dollar'],
  ['crypt', 'unix_crypt'],
  ['plain', 'plaintext'],
  ['U', 'phpass'],
  ['hmac', 'hmac'],
])

const recogniseHex = (text: string): RecognisedPassword => {
  const inner = unwrapHash(text)
  return inner === text ? found('hex_digest', `${text.length} characters`) : recognisePassword(inner)
}

/** Whether the value is a stored hash, of whatever use; not an absent password, a marked plaintext, or unknown text. */
export const isHashFamily = (family: PasswordFamily): boolean => !otherFamilies.has(family)

const otherFamilies: ReadonlySet<PasswordFamily> = new Set([
  'unknown',
  'none',
  'plaintext',
  'unusable',
  'placeholder',
])

/** Without surrounding blanks, except where they are part of a plaintext password. */
export const trimHash = (hash: string): string =>
  recognisePassword(hash).family === 'plaintext' ? hash : hash.trim()
