import { readText } from './hash-params.js'
import type { HashParams } from './hash-params.js'
import type { PasswordConversion } from './password-conversion.js'
import { recipeAfter } from './recipe/conversion-recipe.js'
import type { HashRecipe, InputStep } from './recipe/hash-recipe.js'
import { readFormula } from './recipe/read-nested-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'

/** `bcrypt(sha256($pass))`, `argon2id(hmac-sha512($pass))`. */
const callShape = /^(?:bcrypt|argon2(?:id|i|d)?)\(([^]*)\)$/i

/** `bcrypt-sha256`, `sha512+bcrypt`: in hex or in base64 nobody says. */
const pairShape =
  /^(?:(?:bcrypt|argon2(?:id|i|d)?)[-_+. ]?(md5|sha-?\d{1,3})|(md5|sha-?\d{1,3})[-_+. ]?(?:bcrypt|argon2(?:id|i|d)?))$/i

/**
 * bcrypt or Argon2 of something else than the password, where `algorithm` says so. What stands in the column is a whole
 * bcrypt hash all the same, and would be carried over as one that no password fits.
 *
 * @param convert what the hash is without that
 * @returns undefined where the password itself was hashed
 */
export const refusePrehashed = (
  family: 'bcrypt' | 'argon2',
  params: HashParams,
  convert: () => PasswordConversion,
): PasswordConversion | undefined => {
  const formula = readText(params, 'algorithm', 'digest')?.replaceAll(/\s/g, '')
  const ways = formula === undefined ? undefined : readWays(formula, params)
  if (ways === undefined) return undefined
  const reason = family === 'bcrypt' ? 'bcrypt_prehashed' : 'nested_hash'
  return refuseVerifiable(reason, () => {
    const recipes = ways.flatMap((steps): HashRecipe[] => {
      const recipe = recipeAfter(steps, convert())
      return recipe ? [recipe] : []
    })
    return recipes.length > 1 ? { kind: 'any', recipes } : recipes[0]
  })
}

/** What is done first, in each way that the text can mean; none where it cannot be read. */
const readWays = (formula: string, params: HashParams): InputStep[][] | undefined => {
  const inner = callShape.exec(formula)?.[1]
  if (inner !== undefined) {
    const steps = readFormula(inner, params)
    if (steps?.length === 0) return undefined
    return steps ? [steps] : []
  }
  const [, behind, before] = pairShape.exec(formula) ?? []
  const digest = (behind ?? before)?.replace('-', '')
  if (digest === undefined) return undefined
  return ['$pass', 'base64($pass)'].flatMap((form) => {
    const steps = readFormula(form.replace('$pass', `${digest}($pass)`), params)
    return steps ? [steps] : []
  })
}
