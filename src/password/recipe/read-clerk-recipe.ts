import { decodeHexOrBase64, decodeSized } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { parseCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { passwordPart } from './digest-part.js'
import type { HashRecipe } from './hash-recipe.js'
import { hmacRecipe } from './hmac-recipe.js'
import { readBcryptRecipe } from './read-bcrypt-recipe.js'

/** `bcrypt$pepper`: the pepper is joined to the end of the password. */
export const readClerkPeppered = (text: string): HashRecipe | undefined => {
  const [, hash = '', pepper] = /^(\$2[abxy]\$\d\d?\$[./A-Za-z0-9]{53})\$([^]{1,400})$/.exec(text) ?? []
  return pepper === undefined ? undefined : readBcryptRecipe(hash, [{ step: 'append', value: pepper }])
}

/** `md5_phpass` is phpass over the MD5 of an older system. */
export const readClerkPhpass = (hasher: string, text: string): HashRecipe => ({
  kind: 'phpass',
  text: text.trim(),
  input: hasher === 'md5_phpass' ? [{ step: 'hash', algorithm: 'md5', as: 'hex' }] : [],
})

/** `sha512_symfony` and others of Symfony: `iterations$salt$base64`, `salt$base64` with 5,000 rounds. */
export const readClerkSymfony = (text: string): HashRecipe | undefined => {
  const fields = text.split('$').filter((field, at) => at > 0 || field !== '')
  const digest = decodeSized(fields.at(-1) ?? '', 64)
  const salt = fields.at(-2) ?? ''
  const rounds = fields.length > 2 ? parseCount(fields.at(-3)) : 5000
  if (!digest || rounds === undefined || rounds < 1) return undefined
  return symfonyRecipe('sha512', salt, digest, rounds)
}

/** Symfony: `password{salt}`, then the digest followed by the same again and again. */
export const symfonyRecipe = (
  algorithm: string,
  salt: string,
  expected: Uint8Array,
  rounds: number,
): HashRecipe => ({
  kind: 'digest',
  algorithm,
  parts: salt === '' ? [passwordPart] : [passwordPart, `{${salt}}`],
  expected,
  rounds,
  again: 'bytes-and-first',
})

/** `hmac_sha256_utf16_b64` and the like: `digest$key`, or the key beside it. */
export const readClerkHmac = (hasher: string, text: string, params: HashParams): HashRecipe | undefined => {
  const algorithm = digestName(/sha\d{1,3}|md5/.exec(hasher)?.[0] ?? '')
  const length = digestByteLength(algorithm)
  const [digestText = '', ...rest] = text.split('$')
  const key = rest.length > 0 ? rest.join('$') : readText(params, 'key', 'hmacKey', 'pepper', 'secret')
  const expected = length === undefined ? undefined : decodeSized(digestText, length)
  if (!expected || key === undefined) return undefined
  const isUtf16 = hasher.includes('utf16')
  const keys = [key, isUtf16 ? Buffer.from(key, 'utf16le') : undefined, decodeHexOrBase64(key)]
  const recipes = keys.flatMap((bytes): HashRecipe[] => {
    const before = isUtf16 ? [{ step: 'encode', encoding: 'utf16le' } as const] : []
    const recipe = bytes === undefined ? undefined : hmacRecipe(algorithm, bytes, expected, before)
    return recipe ? [recipe] : []
  })
  return { kind: 'any', recipes }
}
