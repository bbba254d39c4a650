import type { PasswordConversion } from './password-conversion.js'
import { recipeAfter } from './recipe/conversion-recipe.js'
import { refuseVerifiable } from './recipe/recipe-of.js'

/**
 * A hash over the password in another encoding than UTF-8, which is Logto's only one.
 *
 * @param conversion what the hash would be over UTF-8
 */
export const refuseEncoding = (
  encoding: string,
  conversion: PasswordConversion,
  detail?: string,
): PasswordConversion => {
  const name = encoding.toLowerCase().replaceAll(/[-_ ]/g, '')
  const known = /^(?:utf16le|ucs2|utf16|unicode)$/.test(name)
    ? 'utf16le'
    : /^(?:latin1|iso88591|binary)$/.test(name)
      ? 'latin1'
      : undefined
  return refuseVerifiable(
    'password_encoding',
    () => (known === undefined ? undefined : recipeAfter([{ step: 'encode', encoding: known }], conversion)),
    detail,
  )
}
