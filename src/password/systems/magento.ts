import { convertGenericHash } from '../recognise/generic-hash.js'
import { convertMagento } from '../formats/magento.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { hmacRecipe } from '../recipe/hmac-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Magento 1 and 2. A digest without a salt is an HMAC with the key of the shop. */
export const magento: PasswordSystem = fromText((text, params) => {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed))
    return refuseVerifiable(
      'hmac',
      () => readShopHmac(trimmed, params),
      'Magento uses crypt/key of app/etc/env.php.',
    )
  return convertMagento(trimmed) ?? convertGenericHash(text, params)
})

const readShopHmac = (hex: string, params: HashParams): HashRecipe | undefined => {
  const key = readText(params, 'key', 'cryptKey', 'pepper', 'secret')
  return key === undefined ? undefined : hmacRecipe('sha256', key, decodeHex(hex))
}
