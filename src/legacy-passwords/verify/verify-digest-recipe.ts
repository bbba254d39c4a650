import type { RecipeOf } from '../../password/recipe/hash-recipe.js'
import { passwordPart } from '../../password/recipe/digest-part.js'
import { equalBytes, equalTexts } from './equal-bytes.js'
import { requireDigest, toBytes } from './prepare-input.js'
import { repeatInTurns } from './take-turns.js'

/** One hash over salt and password, or many over each other. */
export const verifyDigestRecipe = async (recipe: RecipeOf<'digest'>, password: Buffer): Promise<boolean> => {
  const { compute } = await requireDigest(recipe.algorithm)
  const first = Buffer.concat(recipe.parts.map((part) => (part === passwordPart ? password : toBytes(part))))
  let digest = compute([first])
  await repeatInTurns((recipe.rounds ?? 1) - 1, () => {
    if (recipe.again === 'hex') digest = compute([Buffer.from(digest.toString('hex'), 'latin1')])
    else digest = recipe.again === 'bytes-and-first' ? compute([digest, first]) : compute([digest])
  })
  return equalBytes(digest, recipe.expected)
}

/** devise-encryptable: `--salt--digest so far--password--pepper--`, over and over; the first digest is the pepper. */
export const verifyJoinedDigest = async (
  recipe: RecipeOf<'joined-digest'>,
  password: Buffer,
): Promise<boolean> => {
  const { compute } = await requireDigest(recipe.algorithm)
  const { salt, pepper, rounds, expected } = recipe
  const dashes = Buffer.from('--')
  const ends = [dashes, toBytes(salt), dashes] as const
  const rest = [dashes, password, dashes, toBytes(pepper), dashes]
  let digest = pepper
  await repeatInTurns(rounds, () => {
    digest = compute([...ends, toBytes(digest), ...rest]).toString('hex')
  })
  return equalTexts(digest, expected)
}
