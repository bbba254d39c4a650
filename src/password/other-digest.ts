import { decodeHexOrBase64 } from './digest/decode-bytes.js'
import type { PasswordConversion } from './password-conversion.js'
import { quoteName } from './families/plain-digest.js'
import type { HashRecipe } from './recipe/hash-recipe.js'
import { readCryptRecipe } from './recipe/read-crypt-recipe.js'
import { readMysqlRecipe, readNtRecipe } from './recipe/read-database-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'
import { refusePassword } from './refuse-password.js'

/** Bytes of the functions that this program computes and Logto's Node does not. */
export const furtherDigestLengths: ReadonlyMap<string, number> = new Map([
  ['md4', 16],
  ['whirlpool', 64],
  ['keccak224', 28],
  ['keccak256', 32],
  ['keccak384', 48],
  ['keccak512', 64],
  ['blake2b256', 32],
  ['blake3', 32],
])

/** Names under which a digest stands that is none of the usual functions over salt and password. */
export const convertOtherDigest = (text: string, name: string, algorithm: string): PasswordConversion => {
  const recipe = readOther(text, name)
  if (recipe !== undefined) return refuseVerifiable(recipe.reason, recipe.recipe)
  const reason = namesDigest.test(name) ? 'digest_not_available' : 'unknown_hasher'
  return refusePassword(reason, `It is ${quoteName(algorithm)}.`)
}

const readOther = (
  text: string,
  name: string,
):
  | { reason: 'nt_hash' | 'unix_crypt' | 'nested_hash' | 'phpass'; recipe: HashRecipe | undefined }
  | undefined => {
  if (/^(?:nt|ntlm|nt-?hash|nthash|ntlm-hash)$/.test(name))
    return { reason: 'nt_hash', recipe: readNtRecipe(text) }
  if (/^lm|^lanman/.test(name)) {
    const expected = decodeHexOrBase64(text.trim())
    return { reason: 'nt_hash', recipe: expected?.length === 16 ? { kind: 'lm', expected } : undefined }
  }
  if (name.startsWith('mysql')) return { reason: 'nested_hash', recipe: readMysqlRecipe(text.trim()) }
  if (/crypt|^apr1|^des$|^bsdi/.test(name)) return { reason: 'unix_crypt', recipe: readCryptRecipe(text) }
  return /phpass/.test(name) ? { reason: 'phpass', recipe: { kind: 'phpass', text: text.trim() } } : undefined
}

/** Hash functions that exist; another name is nobody's, or a code of the source's own. */
const namesDigest =
  /^(?:md\d|sha|ripemd|rmd|whirlpool|tiger|haval|gost|streebog|snefru|crc|adler|fnv|blake|keccak|shake|skein|sm3|xxh|murmur)/
