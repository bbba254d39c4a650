import { decodeHex } from '../digest/decode-bytes.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { type DigestPart, passwordPart } from './digest-part.js'
import type { HashRecipe } from './hash-recipe.js'

/**
 * devise-encryptable and Authlogic. Which of their encryptors made a digest shows in nothing but its length, so that
 * those of that length are tried: Authlogic hashes the hex again and again, Devise joins everything by dashes.
 */
export const readStretched = (
  hex: string,
  salt: string,
  stretches: number,
  params: HashParams,
): HashRecipe | undefined => {
  const expected = decodeHex(hex)
  const algorithm = lengths.get(expected?.length ?? 0)
  if (!expected || algorithm === undefined || stretches < 1) return undefined
  const pepper = readText(params, 'pepper') ?? ''
  const chained = (parts: DigestPart[]): HashRecipe => ({
    kind: 'digest',
    algorithm,
    parts: [...parts, pepper],
    expected,
    rounds: stretches,
    again: 'hex',
  })
  return {
    kind: 'any',
    recipes: [
      chained([passwordPart, salt]),
      ...(['devise', 'restful'] as const).map((layout): HashRecipe => {
        const joined = { layout, salt, pepper, rounds: stretches, expected: hex.toLowerCase() }
        return { kind: 'joined-digest', algorithm, ...joined }
      }),
      // Home-made in the manner of Clearance: `--salt--password--pepper--`.
      ...dashed(algorithm, salt, pepper, stretches, expected),
    ],
  }
}

const lengths: ReadonlyMap<number, string> = new Map([
  [20, 'sha1'],
  [32, 'sha256'],
  [64, 'sha512'],
])

/** One round of it is what these applications have in common. */
const dashed = (
  algorithm: string,
  salt: string,
  pepper: string,
  stretches: number,
  expected: Uint8Array,
): HashRecipe[] => {
  if (stretches !== 1) return []
  const parts: DigestPart[] =
    pepper === '' ? [`--${salt}--`, passwordPart, '--'] : [`--${salt}--`, passwordPart, `--${pepper}--`]
  return [{ kind: 'digest', algorithm, parts, expected }]
}
