import { convertPassword } from '../../password/convert-password.js'
import type { HashParams } from '../../password/hash-params.js'
import type { PasswordConversion } from '../../password/password-conversion.js'
import type { HashRecipe } from '../../password/recipe/hash-recipe.js'
import { conversionRecipe } from '../../password/recipe/conversion-recipe.js'
import { judgeRecipe } from './judge-recipe.js'
import { refuseVerify, type VerifyRefusal } from './verify-refusal.js'

/** How this program verifies a stored password, or why it cannot. */
export type FoundRecipe = { recipe: HashRecipe } | VerifyRefusal

/** The arguments are those of `convertPassword`. Never throws. */
export const findRecipe = (source: string, sourceHash: unknown, params: HashParams): FoundRecipe =>
  judge(convertPassword(source, sourceHash, params))

const judge = (conversion: PasswordConversion): FoundRecipe => {
  const recipe = conversionRecipe(conversion)
  if (recipe !== undefined) return judgeRecipe(recipe) ?? { recipe }
  return 'reason' in conversion ? conversion : refuseVerify('malformed_hash')
}
