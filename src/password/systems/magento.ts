import { convertGenericHash } from '../recognise/generic-hash.js'
import { convertMagento } from '../formats/magento.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Magento 1 and 2. A digest without a salt is an HMAC with the key of the shop. */
export const magento: PasswordSystem = fromText((text, params) => {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed))
    return refusePassword('hmac', 'Magento uses crypt/key of app/etc/env.php.')
  return convertMagento(trimmed) ?? convertGenericHash(text, params)
})
