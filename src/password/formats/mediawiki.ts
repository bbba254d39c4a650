import { convertArgon2 } from '../families/argon2.js'
import { convertBcrypt } from '../families/bcrypt.js'
import { decodeBase64, decodeHex, decodeUtf8 } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { convertPlainDigest } from '../families/plain-digest.js'
import { readLayeredMediaWiki, readMediaWikiB } from '../recipe/read-mediawiki-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

/** MediaWiki's `:type:…`; undefined for anything else. */
export const convertMediaWiki = (stored: string): PasswordConversion | undefined => {
  const text = unwrapBlob(stored.trim())
  const match = /^:([A-Za-z0-9-]+):([\s\S]*)$/.exec(text)
  if (!match) return undefined
  const [, type = '', value = ''] = match
  switch (type) {
    case 'pbkdf2':
      return convertMediaWikiPbkdf2(value)
    case 'argon2':
      return convertArgon2(value)
    case 'bcrypt':
      return convertMediaWikiBcrypt(value)
    case 'A':
      return convertUnsaltedMd5(value)
    case 'B':
      return refuseVerifiable(
        'nested_hash',
        readMediaWikiB(value),
        'It is MD5 over the salt and the MD5 of the password.',
      )
    default:
      return refuseType(type, value)
  }
}

/** Dumps may hold the column in hex: `X'3a42…'`, `0x3a42…`, `\x3a42…`. */
const unwrapBlob = (text: string): string => {
  const match = /^(?:x'([0-9a-f]+)'|(?:0x|\\x)?(3a[0-9a-f]+))$/i.exec(text)
  const bytes = match && decodeHex(match[1] ?? match[2] ?? '')
  return (bytes && decodeUtf8(bytes)) ?? text
}

const convertMediaWikiPbkdf2 = (value: string): PasswordConversion => {
  const [digest = '', iterations, keyLength, saltText = '', keyText = '', ...rest] = value.split(':')
  const salt = decodeBase64(saltText)
  if (!salt || rest.length > 0)
    return refusePassword('malformed_hash', 'Expected :pbkdf2:hash:iterations:length:salt:key.')
  return convertPbkdf2({
    digest,
    iterations: parseCount(iterations),
    salt,
    key: decodeBase64(keyText),
    keyLength: parseCount(keyLength),
  })
}

/** The cost without leading zero, then salt and key, joined or apart. */
const convertMediaWikiBcrypt = (value: string): PasswordConversion => {
  const [cost = '', ...tail] = value.split('$')
  return convertBcrypt(`$2y$${cost}$${tail.join('')}`)
}

const convertUnsaltedMd5 = (value: string): PasswordConversion => {
  if (value.includes(':')) {
    return refuseVerifiable('nested_hash', readMediaWikiB(value), 'A type A with a salt is a type B.')
  }
  const digest = decodeHex(value)
  return digest
    ? convertPlainDigest('md5', digest)
    : refusePassword('malformed_hash', 'Expected an MD5 in hex.')
}

const refuseType = (type: string, value: string): PasswordConversion => {
  if (type.includes('legacy')) {
    return refuseVerifiable(
      'nested_hash',
      readLayeredMediaWiki(type, value),
      'It is layered over an older MD5.',
    )
  }
  if (type.includes('peppered') || type.includes('encrypted')) return refusePassword('encrypted_at_rest')
  return refusePassword('unknown_hasher', 'The MediaWiki password type is not known.')
}
