import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { readPhcParameters } from './phc-string.js'
import { refusePassword } from '../refuse-password.js'
import { convertStandardScrypt } from './standard-scrypt.js'

/** Whether `ln` is log2 of N (passlib, Zitadel) or N itself (Kratos). */
export type ScryptLn = 'log2' | 'cost' | 'unknown'

/**
 * `$scrypt$ln=14,r=8,p=1$salt$key`; AdonisJS and WorkOS write N as `n`. Where the writer of `ln` is unknown its
 * size tells: nobody uses N below 32 or log2 N above 31.
 */
export const convertPhcScrypt = (text: string, ln: ScryptLn): PasswordConversion => {
  const [, , cost = '', saltText, keyText, ...rest] = text.split('$')
  const parameters = readPhcParameters(cost)
  if (!parameters || saltText === undefined || keyText === undefined || rest.length > 0) {
    return refusePassword('malformed_hash', 'Expected $scrypt$ln=,r=,p=$salt$key.')
  }
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  if (!salt || !key) return refusePassword('malformed_hash', 'Salt or key is not base64.')
  return convertStandardScrypt({
    cost: readCost(parameters, ln),
    blockSize: parseCount(parameters.get('r')),
    parallelism: parseCount(parameters.get('p')),
    salt,
    key,
  })
}

const readCost = (parameters: Map<string, string>, ln: ScryptLn): number | undefined => {
  const itself = parseCount(parameters.get('n') ?? parameters.get('N'))
  if (itself !== undefined) return itself
  const stated = parseCount(parameters.get('ln'))
  if (stated === undefined || ln === 'cost' || (ln === 'unknown' && stated > 31)) return stated
  return 2 ** stated
}

/** `$e0801$salt$key` of Spring Security: the hex number is log2 N, r and p in 8 bits each but the first. */
export const convertSpringScrypt = (text: string): PasswordConversion => {
  const [, cost = '', saltText = '', keyText = '', ...rest] = text.split('$')
  if (!/^[0-9a-f]{5,8}$/i.test(cost) || rest.length > 0) {
    return refusePassword('malformed_hash', 'Expected $hex parameters$salt$key.')
  }
  const number = Number.parseInt(cost, 16)
  return convertStandardScrypt({
    cost: 2 ** (number >>> 16),
    blockSize: (number >>> 8) & 0xff,
    parallelism: number & 0xff,
    salt: decodeBase64(saltText),
    key: decodeBase64(keyText),
  })
}

/** The gem `scrypt`, which Authlogic uses: N, r, p, salt and key in hex. */
export const rubyScryptShape =
  /^[\da-f]{1,6}\$[\da-f]{1,4}\$[\da-f]{1,4}\$(?:[\da-f]{2}){8,32}\$(?:[\da-f]{2}){16,256}$/

/** Zeros at the start of a salt are left out by the gem. */
export const convertRubyScrypt = (text: string): PasswordConversion => {
  const [cost = '', blockSize = '', parallelism = '', salt = '', key = ''] = text.split('$')
  return convertStandardScrypt({
    cost: Number.parseInt(cost, 16),
    blockSize: Number.parseInt(blockSize, 16),
    parallelism: Number.parseInt(parallelism, 16),
    salt: decodeHex(salt.replace(/^(?:00)+/, '')),
    key: decodeHex(key),
  })
}

const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const crypt7Shape = /^\$7\$([./0-9A-Za-z])([./0-9A-Za-z]{5})([./0-9A-Za-z]{5})([^$]*)\$([./0-9A-Za-z]{43})$/

/** `$7$` of libxcrypt: one character of log2 N, five of r, five of p, the salt as text, and the key. */
export const convertCryptScrypt = (text: string): PasswordConversion => {
  if (text.startsWith('$7$ln=')) return convertPhcScrypt(text, 'log2')
  const match = crypt7Shape.exec(text)
  if (!match)
    return refusePassword('malformed_hash', 'Expected $7$, eleven characters of cost, salt and key.')
  const [, cost = '', blockSize = '', parallelism = '', salt = '', key = ''] = match
  return convertStandardScrypt({
    cost: 2 ** decodeCryptNumber(cost),
    blockSize: decodeCryptNumber(blockSize),
    parallelism: decodeCryptNumber(parallelism),
    salt,
    key: decodeCryptBytes(key),
  })
}

/** Six bits a character, lowest first. */
const decodeCryptNumber = (text: string): number => {
  let number = 0
  for (let index = text.length - 1; index >= 0; index--) {
    number = number * 64 + cryptAlphabet.indexOf(text.charAt(index))
  }
  return number
}

/** Four characters are three bytes, both lowest first. */
const decodeCryptBytes = (text: string): Buffer => {
  const bytes: number[] = []
  for (let start = 0; start < text.length; start += 4) {
    const group = text.slice(start, start + 4)
    let number = decodeCryptNumber(group)
    for (let count = group.length - 1; count > 0; count--) {
      bytes.push(number & 0xff)
      number = Math.floor(number / 256)
    }
  }
  return Buffer.from(bytes)
}
