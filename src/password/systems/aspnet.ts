import { convertAspnetIdentity } from '../formats/aspnet-identity.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { digestByteLength, digestName } from '../digest/digest-name.js'
import { passwordPart } from '../recipe/digest-part.js'
import type { HashRecipe, InputStep } from '../recipe/hash-recipe.js'
import { hmacRecipe } from '../recipe/hmac-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** ASP.NET Identity, Duende, ABP, Umbraco, SimpleMembership. */
export const aspnetIdentity: PasswordSystem = fromText((text, params) =>
  /^[$[{]/.test(text) ? convertGenericHash(text, params) : convertAspnetIdentity(text),
)

/** SqlMembershipProvider: `PasswordFormat` 0 is plaintext, 1 a hash over UTF-16LE, 2 encrypted. */
export const aspnetMembership: PasswordSystem = fromText((text, params) => {
  const format = readCount(params, 'PasswordFormat', 'passwordFormat', 'password_format')
  if (format === 0) return { password: text }
  if (format === 2) return refusePassword('encrypted_at_rest')
  const hasSalt = readText(params, 'salt', 'PasswordSalt') !== undefined
  // SimpleMembership keeps the salt inside and has the layout of Identity version 2.
  if (!hasSalt && /^A[A-Za-z0-9+/]{65}==$/.test(text.trim())) return convertAspnetIdentity(text)
  return refuseVerifiable(
    'password_encoding',
    () => readMembershipRecipe(text, params),
    'SqlMembershipProvider hashes UTF-16LE.',
  )
})

/** Salt and UTF-16LE password; SHA-1, or whatever machineKey names: its keyed ones have the salt, repeated, as key. */
const readMembershipRecipe = (text: string, params: HashParams): HashRecipe | undefined => {
  const salt = decodeBase64(readText(params, 'salt', 'PasswordSalt', 'passwordSalt', 'password_salt') ?? '')
  const expected = decodeBase64(text.trim())
  if (!salt || !expected) return undefined
  const input: InputStep[] = [{ step: 'encode', encoding: 'utf16le' }]
  const stated = readText(params, 'algorithm', 'hashAlgorithmType')?.toLowerCase() ?? ''
  const algorithm = digestName(stated.replace(/^hmac[-_]?/, '') || (lengthNames.get(expected.length) ?? ''))
  const plain: HashRecipe = { kind: 'digest', algorithm, parts: [salt, passwordPart], expected, input }
  if (digestByteLength(algorithm) !== expected.length || salt.length === 0) return undefined
  // The key is as long as a block, whatever the length of the salt.
  const key = Buffer.alloc(expected.length > 32 ? 128 : 64, salt)
  const keyed = hmacRecipe(algorithm, key, expected, input)
  if (stated.startsWith('hmac')) return keyed
  return stated === '' && keyed ? { kind: 'any', recipes: [plain, keyed] } : plain
}

const lengthNames: ReadonlyMap<number, string> = new Map([
  [16, 'md5'],
  [20, 'sha1'],
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
])
