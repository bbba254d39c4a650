import type { PasswordConversion } from '../password-conversion.js'
import type { PasswordReason } from '../password-reasons.js'
import { refusePassword } from '../refuse-password.js'
import type { HashRecipe } from './hash-recipe.js'

// Beside the refusals and not in them: they are printed, logged and counted, and a recipe holds the hash.
const recipes = new WeakMap<PasswordConversion, RecipeSource>()

/** A recipe, or how to read it: most refusals are only counted. */
export type RecipeSource = HashRecipe | undefined | (() => HashRecipe | undefined)

/** A refusal of a hash that Logto cannot verify, and that this program can: the recipe stays beside it. */
export const refuseVerifiable = (
  reason: PasswordReason,
  recipe: RecipeSource,
  detail?: string,
): PasswordConversion => {
  const refusal = refusePassword(reason, detail)
  if (recipe !== undefined) recipes.set(refusal, recipe)
  return refusal
}

/** Changes how a refused hash is verified, where that is known. */
export const changeRecipe = (
  refusal: PasswordConversion,
  change: (recipe: HashRecipe) => HashRecipe,
): PasswordConversion => {
  const source = recipes.get(refusal)
  if (source === undefined) return refusal
  recipes.set(refusal, () => {
    const recipe = typeof source === 'function' ? source() : source
    return recipe && change(recipe)
  })
  return refusal
}

/** How the refused hash was made; undefined when that is not known either. */
export const recipeOf = (conversion: PasswordConversion): HashRecipe | undefined => {
  const recipe = recipes.get(conversion)
  return typeof recipe === 'function' ? recipe() : recipe
}
