import { readCryptNumber, cryptAlphabet } from './crypt-alphabet.js'
import { encryptDes } from './des-block.js'

const zero = Buffer.alloc(8)
const segmentBytes = 8
const segmentCharacters = 11

/** The old crypt(3): two characters of salt, and eleven for each eight of the password where the system was bigcrypt. */
const desShape = /^([./0-9A-Za-z]{2})((?:[./0-9A-Za-z]{11}){1,16})$/
const bsdiShape = /^_([./0-9A-Za-z]{4})([./0-9A-Za-z]{4})([./0-9A-Za-z]{11})$/

export const isDesCrypt = (text: string): boolean => desShape.test(text) || bsdiShape.test(text)

/** Runs of DES; BSDi states them. */
export const countDesRounds = (text: string): number => {
  const rounds = bsdiShape.exec(text)?.[1]
  return rounds === undefined
    ? 25 * Math.ceil(text.length / segmentCharacters)
    : (readCryptNumber(rounds) ?? 0)
}

/** The whole text of the hash that this password has under the salt of the stored one. */
export const hashDesCrypt = (stored: string, password: Buffer): Promise<string> =>
  stored.startsWith('_') ? hashBsdi(stored, password) : hashBigcrypt(stored, password)

/** Each further segment is salted with the first two characters of the one before. */
const hashBigcrypt = async (stored: string, password: Buffer): Promise<string> => {
  let salt = stored.slice(0, 2)
  let text = salt
  // A text of one segment is plain DES, which knows no more than eight characters.
  const segments = (stored.length - 2) / segmentCharacters
  const wanted = segments === 1 ? 1 : Math.max(1, Math.ceil(password.length / segmentBytes))
  for (let at = 0; at < Math.min(wanted, 16); at++) {
    const key = shiftKey(password.subarray(at * segmentBytes, (at + 1) * segmentBytes))
    const segment = writeBlock(await encryptDes(key, zero, readCryptNumber(salt) ?? 0, 25))
    text += segment
    salt = segment.slice(0, 2)
  }
  return text
}

/** BSDi: the rounds and 24 bits of salt are stated, and the whole password goes into the key. */
const hashBsdi = async (stored: string, password: Buffer): Promise<string> => {
  const [, rounds = '', salt = ''] = bsdiShape.exec(stored) ?? []
  let key = shiftKey(password.subarray(0, segmentBytes))
  for (let at = segmentBytes; at < password.length; at += segmentBytes) {
    const encrypted = await encryptDes(key, key)
    const more = shiftKey(password.subarray(at, at + segmentBytes))
    key = encrypted.map((byte, index) => byte ^ (more[index] ?? 0)) as Buffer
  }
  const block = await encryptDes(key, zero, readCryptNumber(salt) ?? 0, readCryptNumber(rounds) ?? 0)
  return `_${rounds}${salt}${writeBlock(block)}`
}

/** Seven bits of each character, above the unused parity bit. */
const shiftKey = (characters: Buffer): Buffer => {
  const key = Buffer.alloc(segmentBytes)
  for (const [index, byte] of characters.entries()) key[index] = (byte << 1) & 0xff
  return key
}

/** 64 bits, highest first, and two that are 0. */
const writeBlock = (block: Buffer): string => {
  let text = ''
  let bits = block.readBigUInt64BE(0) << 2n
  for (let at = 0; at < segmentCharacters; at++, bits >>= 6n)
    text = cryptAlphabet.charAt(Number(bits & 63n)) + text
  return text
}
