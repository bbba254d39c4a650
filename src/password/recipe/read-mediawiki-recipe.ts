import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { digestName } from '../digest/digest-name.js'
import { parseCount } from '../hash-params.js'
import { passwordPart } from './digest-part.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'

const hexMd5: InputStep = { step: 'hash', algorithm: 'md5', as: 'hex' }

/** `salt:hex`: MD5 over the salt, a dash, and the MD5 of the password. */
export const readMediaWikiB = (value: string): HashRecipe | undefined => {
  const [salt, digestText = ''] = value.split(':')
  const expected = decodeHex(digestText)
  if (salt === undefined || expected?.length !== 16) return undefined
  return { kind: 'digest', algorithm: 'md5', parts: [`${salt}-`, passwordPart], expected, input: [hexMd5] }
}

/**
 * `!sha512:30000:64!salt of B!salt!key`: PBKDF2 (or bcrypt) over what type A or B had made. Parameters of the layers
 * come first, then their arguments, then the hash.
 */
export const readLayeredMediaWiki = (type: string, value: string): HashRecipe | undefined => {
  const layer = /^(pbkdf2|bcrypt)-legacy([AB])$/.exec(type)
  const [, cost = '', oldSalt = '', saltText = '', hash = '', ...rest] = value.split('!')
  if (layer === null || rest.length > 0) return undefined
  const input: InputStep[] = [hexMd5]
  if (layer[2] === 'B') input.push({ step: 'prepend', value: `${oldSalt}-` }, hexMd5)
  if (layer[1] === 'bcrypt') {
    return { kind: 'bcrypt', text: `$2y$${cost.padStart(2, '0')}$${saltText}${hash}`, input }
  }
  const [digest = '', iterations] = cost.split(':')
  const salt = decodeBase64(saltText)
  const key = decodeBase64(hash)
  const count = parseCount(iterations)
  if (!salt || !key || key.length < 8 || count === undefined) return undefined
  return { kind: 'pbkdf2', digest: digestName(digest), iterations: count, salt, key, input }
}
