import { decodeBase64, decodeUtf8 } from '../digest/decode-bytes.js'
import { decodeHex } from '../digest/decode-bytes.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'

/** An HMAC of the password under a key that the source keeps. */
export const hmacRecipe = (
  algorithm: string,
  key: string | Uint8Array,
  expected: Uint8Array | undefined,
  before: InputStep[] = [],
): HashRecipe | undefined =>
  expected === undefined
    ? undefined
    : { kind: 'equal', expected, input: [...before, { step: 'hmac', algorithm, key, as: 'bytes' }] }

/** Kratos's `$hmac-sha256$` with base64 of the digest in hex, and of the key. */
export const readKratosHmac = (text: string): HashRecipe | undefined => {
  const [, algorithm = '', digestText = '', keyText = ''] =
    /^\$hmac-([a-z0-9]{2,10})\$([^$]{1,400})\$([^$]{0,1000})$/.exec(text.trim()) ?? []
  const digest = decodeBase64(digestText)
  const key = decodeBase64(keyText)
  if (!digest || !key || algorithm === '') return undefined
  return hmacRecipe(algorithm, key, decodeHex(decodeUtf8(digest) ?? '-'))
}
