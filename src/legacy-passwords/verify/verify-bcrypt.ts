import { bcrypt } from 'hash-wasm'
import { equalTexts } from './equal-bytes.js'

const shape = /^\$2[abxyz]?\$(\d\d?)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** log2 of the rounds; undefined when the text is no bcrypt hash. */
export const readBcryptCost = (text: string): number | undefined => {
  const cost = shape.exec(text)?.[1]
  return cost === undefined ? undefined : Number(cost)
}

/**
 * bcrypt of any prefix. The libraries that wrote these hashes cut the password after 72 bytes; so is it done here.
 * `$2$`, the first version, repeated the password without the NUL behind it; hashes bear the prefix that are newer.
 */
export const verifyBcrypt = async (text: string, password: Buffer): Promise<boolean> => {
  const [, cost = '', salt = '', key = ''] = shape.exec(text) ?? []
  if (key === '') return false
  const expected = clearUnusedBits(key)
  for (const input of text.startsWith('$2$') ? [password, repeatWithoutNul(password)] : [password]) {
    const computed = await bcrypt({
      // The NUL behind the password is part of it: an empty one is that NUL alone, which hash-wasm wants to see.
      password: input.length === 0 ? Buffer.alloc(1) : input.subarray(0, 72),
      salt: decode(salt),
      costFactor: Number(cost),
      outputType: 'encoded',
    })
    if (equalTexts(computed.slice(-31), expected)) return true
  }
  return false
}

/** 72 bytes leave no room for the NUL. */
const repeatWithoutNul = (password: Buffer): Buffer =>
  password.length === 0 ? password : Buffer.alloc(72, password)

const decode = (salt: string): Uint8Array => {
  let text = ''
  for (const character of salt) text += standard.charAt(alphabet.indexOf(character))
  return Buffer.from(text, 'base64').subarray(0, 16)
}

/** 23 bytes leave two unused bits in the 31st character. */
const clearUnusedBits = (key: string): string =>
  `${key.slice(0, 30)}${alphabet.charAt(alphabet.indexOf(key.charAt(30)) & 0x3c)}`
