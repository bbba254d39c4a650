import { convertConfiguredPbkdf2, convertConfiguredScrypt } from '../configured-hash.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import type { HashParams } from '../hash-params.js'
import { readText } from '../hash-params.js'
import { recognisePassword } from '../recognise/recognise-password.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { recipeAfter } from '../recipe/conversion-recipe.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { hexSha256Input, overHexSha256 } from '../recipe/read-bcrypt-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem, TextSystem } from './password-system.js'

/** better-auth, Lucia, Oslo: `salt:key` is scrypt with N=16384 and r=16 over the NFKC form of the password. */
export const betterAuth: PasswordSystem = fromText(
  withGeneric((text) =>
    recognisePassword(text).family === 'scrypt_pair'
      ? refuseVerifiable('scrypt_memory', () => readScryptPair(text), 'This system uses N=16384 and r=16.')
      : undefined,
  ),
)

/** `salt:key` in hex, `s2:salt:key` of Lucia; the salt is used as its hex text. */
const readScryptPair = (text: string): HashRecipe | undefined => {
  const [first = '', second = ''] = text.replace(/^s2:/, '').split(/[:.]/)
  const isSaltFirst = first.length <= second.length
  const key = decodeHex(isSaltFirst ? second : first)
  const salt = isSaltFirst ? first : second
  if (!key || key.length < 32 || salt === '') return undefined
  const pair = { kind: 'scrypt', cost: 16_384, parallelism: 1, salt, key } as const
  const input = [{ step: 'normalise', form: 'NFKC' }] as const
  // Lucia before its version 2 had r=8 and wrote no mark.
  const recipes = [16, 8].map((blockSize): HashRecipe => ({ ...pair, blockSize, input: [...input] }))
  return { kind: 'any', recipes }
}

const isSelfDescribing = (text: string): boolean => /^[${]/.test(text)

/** `crypto.scryptSync` as home-made code stores it: `layout` (or `order`), `saltEncoding`, and N, r, p if changed. */
export const nodeScrypt: PasswordSystem = fromText((text, params) => {
  if (isSelfDescribing(text)) return convertGenericHash(text, params)
  return convertConfiguredScrypt(text, { ...scryptLayout(text, params), ...params })
})

/** One side must be under 32 bytes to be the salt for certain; otherwise the layout has to be stated. */
const scryptLayout = (text: string, params: HashParams): HashParams => {
  if (readText(params, 'layout', 'order', 'salt') !== undefined) return {}
  const match = /^([0-9a-fA-F]+)([:.$])([0-9a-fA-F]+)$/.exec(text.trim())
  const [first = '', separator = '', second = ''] = match?.slice(1) ?? []
  if (Math.min(first.length, second.length) >= 64) return {}
  return { layout: first.length <= second.length ? `salt${separator}hash` : `hash${separator}salt` }
}

/** PBKDF2 with its parameters beside it. */
const pbkdf2With = (defaults: HashParams): TextSystem => {
  return (text, params) =>
    isSelfDescribing(text)
      ? convertGenericHash(text, params)
      : convertConfiguredPbkdf2(text, { ...defaults, ...params })
}

export const customPbkdf2: PasswordSystem = fromText(pbkdf2With({}))

/** passport-local-mongoose and Payload: the salt is used as its hex text. */
export const passportLocalMongoose: PasswordSystem = fromText(
  pbkdf2With({ saltEncoding: 'utf8', iterations: 25_000, digest: 'sha256', hashEncoding: 'hex' }),
)

/** Passport's tutorial: salt and key are BLOBs, here in hex. */
export const passportPbkdf2: PasswordSystem = fromText(
  pbkdf2With({ saltEncoding: 'hex', iterations: 310_000, digest: 'sha256' }),
)

/** Meteor and Rocket.Chat give bcrypt and Argon2 the hex SHA-256 of the password. */
export const meteor: PasswordSystem = fromText((text) => {
  const { family } = recognisePassword(text)
  if (family === 'bcrypt')
    return refuseVerifiable(
      'bcrypt_prehashed',
      overHexSha256(text),
      'Meteor hashes the SHA-256 of the password.',
    )
  if (family === 'argon2')
    return refuseVerifiable(
      'nested_hash',
      () => recipeAfter(hexSha256Input, convertGenericHash(text, {})),
      'Meteor hashes the SHA-256 of the password.',
    )
  return refusePassword('unrecognised_hash')
})
