import { decodeUtf8, isWellFormed } from '../digest/decode-bytes.js'
import { digestName } from '../digest/digest-name.js'
import { legacyConversion, legacyText } from '../digest/legacy-conversion.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPlainDigest, refuseDigest } from './plain-digest.js'
import { type DigestPart, passwordPart } from '../recipe/digest-part.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'

/**
 * One hash over constants (salt, pepper, literals) and the password, in order. Neighbouring constants become one
 * argument: that rescues an `@` beside another constant, and bytes that are UTF-8 only together.
 */
export const convertSaltedDigest = (
  algorithm: string,
  parts: DigestPart[],
  digest: Buffer,
): PasswordConversion => {
  const name = digestName(algorithm)
  const merged = mergeConstants(parts)
  if (merged.length === 1 && merged[0] === passwordPart) return convertPlainDigest(name, digest)
  const recipe = readRecipe(name, parts, digest)
  const refusal = refuseDigest(name, digest, recipe)
  if (refusal) return refusal
  const args: string[] = []
  for (const part of merged) {
    if (part === passwordPart) {
      args.push('@')
      continue
    }
    const text = decodeUtf8(part)
    if (text === undefined) return refuseVerifiable('salt_not_utf8', recipe)
    if (text === '@') return refuseVerifiable('salt_is_at_sign', recipe)
    args.push(text)
  }
  return legacyConversion(legacyText(name, args, digest.toString('hex')), recipe)
}

const readRecipe = (algorithm: string, parts: DigestPart[], expected: Buffer): HashRecipe | undefined => {
  const isReadable = parts.every((part) => typeof part !== 'string' || isWellFormed(part))
  return isReadable ? { kind: 'digest', algorithm, parts, expected } : undefined
}

const mergeConstants = (parts: DigestPart[]): (typeof passwordPart | Buffer)[] => {
  const merged: (typeof passwordPart | Buffer)[] = []
  for (const part of parts) {
    if (part === passwordPart) {
      merged.push(part)
      continue
    }
    if (part.length === 0) continue
    const bytes = typeof part === 'string' ? encodeConstant(part) : Buffer.from(part)
    const previous = merged.at(-1)
    if (previous !== undefined && previous !== passwordPart) {
      merged[merged.length - 1] = Buffer.concat([previous, bytes])
    } else merged.push(bytes)
  }
  return merged
}

// What bytes the source made of a lone surrogate cannot be known, so such a salt is kept unreadable on purpose.
const encodeConstant = (text: string): Buffer =>
  isWellFormed(text) ? Buffer.from(text, 'utf8') : Buffer.of(0xff)
