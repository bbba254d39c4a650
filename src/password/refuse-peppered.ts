import { readText } from './hash-params.js'
import type { HashParams } from './hash-params.js'
import type { PasswordConversion } from './password-conversion.js'
import type { HashRecipe, InputStep } from './recipe/hash-recipe.js'
import { conversionRecipe, recipeAfter } from './recipe/conversion-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'

/**
 * A hash over password and pepper, which Logto cannot add. `pepperUse` says how the pepper is used (`suffix`,
 * `prefix`, `hmac-sha256`, …); without it each usual way is tried when somebody signs in.
 *
 * @param conversion what the hash would be without the pepper
 */
export const refusePeppered = (conversion: PasswordConversion, params: HashParams): PasswordConversion =>
  refuseVerifiable('pepper_in_password', () => {
    const pepper = readText(params, 'pepper') ?? ''
    const ways = listWays(pepper, readText(params, 'pepperUse')?.toLowerCase())
    const use = readText(params, 'pepperUse')?.toLowerCase()
    const recipes = ways.flatMap((steps): HashRecipe[] => {
      const recipe = recipeAfter(steps, conversion)
      return recipe ? [recipe] : []
    })
    const plain = conversionRecipe(conversion)
    // Argon2 has a place of its own for it.
    if (plain?.kind === 'argon2' && (use === undefined || use === 'secret')) {
      if (use === 'secret') return { ...plain, secret: pepper }
      recipes.push({ ...plain, secret: pepper })
    }
    return recipes.length > 1 ? { kind: 'any', recipes } : recipes[0]
  })

const listWays = (pepper: string, use: string | undefined): InputStep[][] => {
  const suffix: InputStep[] = [{ step: 'append', value: pepper }]
  const prefix: InputStep[] = [{ step: 'prepend', value: pepper }]
  const [, algorithm, form] = /^hmac-([a-z0-9-]{3,12}?)(?:-(hex|base64|bytes))?$/.exec(use ?? '') ?? []
  if (algorithm !== undefined) {
    const forms = form === undefined ? (['hex', 'base64'] as const) : [form as 'hex' | 'base64' | 'bytes']
    return forms.map((as) => [{ step: 'hmac', algorithm, key: pepper, as }])
  }
  if (use === 'suffix' || use === 'append') return [suffix]
  if (use === 'prefix' || use === 'prepend') return [prefix]
  return [
    suffix,
    prefix,
    ...(['hex', 'base64'] as const).map((as): InputStep[] => [
      { step: 'hmac', algorithm: 'sha256', key: pepper, as },
    ]),
  ]
}
