import type { RecipeOf } from '../../password/recipe/hash-recipe.js'
import { passwordPart } from '../../password/recipe/digest-part.js'
import { equalBytes, equalTexts } from './equal-bytes.js'
import { requireDigest, toBytes } from './prepare-input.js'
import { repeatInTurns } from './take-turns.js'

/** One hash over salt and password, or many over each other. */
export const verifyDigestRecipe = async (recipe: RecipeOf<'digest'>, password: Buffer): Promise<boolean> => {
  const { compute } = await requireDigest(recipe.algorithm)
  const first = Buffer.concat(recipe.parts.map((part) => (part === passwordPart ? password : toBytes(part))))
  const takeAgain = (before: Buffer): Uint8Array[] => {
    switch (recipe.again) {
      case 'hex':
        return [Buffer.from(before.toString('hex'), 'latin1')]
      case 'upper-hex':
        return [Buffer.from(before.toString('hex').toUpperCase(), 'latin1')]
      case 'bytes-and-first':
        return [before, first]
      case 'bytes':
      case undefined:
        return [before]
    }
  }
  let digest = compute([first])
  await repeatInTurns((recipe.rounds ?? 1) - 1, () => {
    digest = compute(takeAgain(digest))
  })
  return equalBytes(digest, recipe.expected)
}

/** devise-encryptable: salt, the digest so far, password and pepper joined, over and over; the first digest is the pepper. */
export const verifyJoinedDigest = async (
  recipe: RecipeOf<'joined-digest'>,
  password: Buffer,
): Promise<boolean> => {
  const { compute } = await requireDigest(recipe.algorithm)
  const { layout, pepper, rounds, expected } = recipe
  const dashes = Buffer.from('--')
  const salt = toBytes(recipe.salt)
  const end = [dashes, password, dashes, toBytes(pepper)]
  let digest = pepper
  await repeatInTurns(rounds, () => {
    const before = toBytes(digest)
    const joined =
      layout === 'devise' ? [dashes, salt, dashes, before, ...end, dashes] : [before, dashes, salt, ...end]
    digest = compute(joined).toString('hex')
  })
  return equalTexts(digest, expected)
}
