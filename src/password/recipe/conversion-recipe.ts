import type { PasswordConversion } from '../password-conversion.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'
import { readDigestRecipe } from './read-digest-recipe.js'
import { recipeOf } from './recipe-of.js'

/** How the password of a conversion is verified, whatever came of it; undefined where nobody knows. */
export const conversionRecipe = (conversion: PasswordConversion): HashRecipe | undefined => {
  if ('reason' in conversion) return recipeOf(conversion)
  return 'password' in conversion
    ? { kind: 'equal', expected: Buffer.from(conversion.password, 'utf8') }
    : readDigestRecipe(conversion.passwordAlgorithm, conversion.passwordDigest)
}

/** The recipe of a system that does something to the password first. */
export const recipeAfter = (
  input: readonly InputStep[],
  conversion: PasswordConversion,
): HashRecipe | undefined => {
  const recipe = conversionRecipe(conversion)
  return recipe && prepend(input, recipe)
}

const prepend = (input: readonly InputStep[], recipe: HashRecipe): HashRecipe =>
  recipe.kind === 'any'
    ? { kind: 'any', recipes: recipe.recipes.map((one) => prepend(input, one)) }
    : { ...recipe, input: [...input, ...(recipe.input ?? [])] }
