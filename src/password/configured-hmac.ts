import { decodeSized } from './digest/decode-bytes.js'
import { digestByteLength, digestName } from './digest/digest-name.js'
import { decodeSalt } from './decode-salt.js'
import { readText } from './hash-params.js'
import type { HashParams } from './hash-params.js'
import { furtherDigestLengths } from './other-digest.js'
import type { PasswordConversion } from './password-conversion.js'
import type { HashRecipe, InputStep } from './recipe/hash-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'
import { splitHashPair } from './split-hash-pair.js'

/**
 * An HMAC: under the `key` of the application, with a salt beside the password where there is one; or, as tutorials
 * have it, under the salt. `algorithm` is `hmac-sha256`, `HmacSHA256` or `sha256_hmac`, or `hmac` with a `digest`.
 */
export const convertConfiguredHmac = (
  text: string,
  algorithm: string,
  params: HashParams,
): PasswordConversion => refuseVerifiable('hmac', () => readRecipe(text, algorithm, params))

const readRecipe = (text: string, algorithm: string, params: HashParams): HashRecipe | undefined => {
  const stated = algorithm.replace(/^hmac[-_]?/i, '').replace(/[-_]?hmac$/i, '')
  const name = digestName(stated === '' ? (readText(params, 'digest') ?? '') : stated)
  const pair = splitHashPair(text, params)
  const expected = decodeSized(pair.hash, digestByteLength(name) ?? furtherDigestLengths.get(name) ?? 0)
  if (!expected || expected.length === 0) return undefined
  const key = readBytes(
    readText(params, 'key', 'hmacKey', 'secret', 'pepper'),
    readText(params, 'keyEncoding'),
  )
  const salt = readBytes(pair.salt, readText(params, 'saltEncoding'))
  const under = (hmacKey: Buffer | string, before: InputStep[]): HashRecipe => ({
    kind: 'equal',
    expected,
    input: [...before, { step: 'hmac', algorithm: name, key: hmacKey, as: 'bytes' }],
  })
  if (key === undefined)
    return salt === undefined ? undefined : any([under(salt, []), passwordAsKey(name, salt, expected)])
  if (salt === undefined || salt.length === 0) return under(key, [])
  const order = readText(params, 'order', 'saltPosition', 'saltOrder', 'position')?.toLowerCase()
  const before = under(key, [{ step: 'prepend', value: salt }])
  const after = under(key, [{ step: 'append', value: salt }])
  if (order !== undefined && /^(?:pre|before|salt)/.test(order)) return before
  return order !== undefined && /^(?:suf|post|app|after|password)/.test(order) ? after : any([before, after])
}

const any = (recipes: HashRecipe[]): HashRecipe => ({ kind: 'any', recipes })

/** Some have key and message the other way round. */
const passwordAsKey = (algorithm: string, message: string | Buffer, expected: Buffer): HashRecipe => ({
  kind: 'equal',
  expected,
  input: [{ step: 'keyed-hmac', algorithm, message, as: 'bytes' }],
})

const readBytes = (text: string | undefined, encoding: string | undefined): Buffer | string | undefined =>
  text === undefined ? undefined : decodeSalt(text, encoding ?? 'utf8')
