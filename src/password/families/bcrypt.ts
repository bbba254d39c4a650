import type { PasswordConversion } from '../password-conversion.js'
import { readBcryptRecipe } from '../recipe/read-bcrypt-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

/**
 * bcrypt as Logto takes it to the letter. Bits that a salt of 16 bytes and a key of 23 bytes leave over are zero: the texts
 * are compared.
 */
export const isWholeBcrypt = (text: string): boolean =>
  /^\$2[abxy]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z\d]{21}[.Oeu][./A-Za-z\d]{30}[.CGKOSWaeimquy26]$/.test(text)

/** Nearly all are written so; captures would take longer than all the rest. */
const usualShape = /^\$2[abxy]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z\d]{53}$/
const bcryptShape = /^\$2([abxy])\$(\d\d?)\$([./A-Za-z0-9]{53})$/
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * bcrypt as Logto takes it: surrounding blanks removed, the cost in two digits, and unused bits of the last
 * salt and key characters cleared, since Logto compares the string.
 */
export const convertBcrypt = (text: string): PasswordConversion => {
  const trimmed = text.trim()
  if (usualShape.test(trimmed)) {
    return { passwordAlgorithm: 'Bcrypt', passwordDigest: clearUnusedBits(trimmed) }
  }
  const match = bcryptShape.exec(trimmed)
  if (!match) return explainBcrypt(trimmed)
  const [, variant = '', cost = '', tail = ''] = match
  const costNumber = Number(cost)
  if (costNumber < 4 || costNumber > 31) return refusePassword('bcrypt_variant', `The cost is ${costNumber}.`)
  return {
    passwordAlgorithm: 'Bcrypt',
    passwordDigest: clearUnusedBits(`$2${variant}$${cost.length === 1 ? `0${cost}` : cost}$${tail}`),
  }
}

/** bcrypt kept in parts: cost, 22 characters of salt, 31 of key. */
export const convertBcryptParts = (
  cost: number | undefined,
  salt: string,
  key: string,
): PasswordConversion => {
  if (cost === undefined) return refusePassword('missing_parameters', 'bcrypt in parts needs its cost.')
  return convertBcrypt(`$2a$${cost}$${salt.trim()}${key.trim()}`)
}

/** bcrypt as raw bytes: 16 of salt, 23 of key. */
export const convertBcryptBytes = (cost: number, salt: Uint8Array, key: Uint8Array): PasswordConversion =>
  salt.length === 16 && key.length === 23
    ? convertBcrypt(`$2b$${cost}$${encodeBcrypt(salt)}${encodeBcrypt(key)}`)
    : refusePassword('malformed_hash', 'bcrypt has 16 bytes of salt and 23 of key.')

const explainBcrypt = (text: string): PasswordConversion => {
  const variant = /^\$2([^$]?)\$/.exec(text)
  if (variant && !'abxy'.includes(variant[1] || '-'))
    return refuseVerifiable('bcrypt_variant', readBcryptRecipe(text))
  return refusePassword('malformed_hash', 'bcrypt is $2b$, a cost, and 53 characters of salt and key.')
}

/** @param text of 60 characters: 7 that say how, 22 of salt, 31 of key */
const clearUnusedBits = (text: string): string => {
  const saltEnd = alphabet.indexOf(text.charAt(28))
  const keyEnd = alphabet.indexOf(text.charAt(59))
  // Sixteen bytes leave four unused bits in the 22nd character, 23 bytes two in the 31st.
  if ((saltEnd & 0x0f) === 0 && (keyEnd & 0x03) === 0) return text
  return `${text.slice(0, 28)}${alphabet[saltEnd & 0x30]}${text.slice(29, 59)}${alphabet[keyEnd & 0x3c]}`
}

const standardAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const encodeBcrypt = (bytes: Uint8Array): string => {
  let encoded = ''
  for (const character of Buffer.from(bytes).toString('base64')) {
    if (character !== '=') encoded += alphabet.charAt(standardAlphabet.indexOf(character))
  }
  return encoded
}
