import { decodeBase64 } from './digest/decode-bytes.js'
import type { PasswordConversion } from './password-conversion.js'
import { refuseVerifiable } from './recipe/recipe-of.js'

/** The container of scrypt-kdf, as Medusa keeps it: base64 of 96 bytes. */
export const convertScryptKdf = (text: string): PasswordConversion => {
  const container = decodeBase64(text.trim())
  return refuseVerifiable('scrypt_key_not_stored', container && { kind: 'scrypt-kdf', container })
}
