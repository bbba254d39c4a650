import { decodeHex } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { hmacRecipe } from '../recipe/hmac-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'

/** Werkzeug's `method$salt$hex`; undefined for anything else. The salt is text. */
export const convertWerkzeug = (text: string): PasswordConversion | undefined => {
  const [method = '', salt, ...rest] = text.split('$')
  if (salt === undefined || rest.length === 0) return undefined
  if (method === 'plain') return { password: rest.join('$') }
  const [name, ...parameters] = method.split(':')
  const keyText = rest.join('$')
  if (name === 'pbkdf2') return convertWerkzeugPbkdf2(parameters, salt, keyText)
  if (name === 'scrypt' && parameters.length > 0) return convertWerkzeugScrypt(parameters, salt, keyText)
  if (parameters.length > 0 || !/^(?:md5|sha\d{1,3})$/.test(method)) return undefined
  return refuseVerifiable(
    'hmac',
    hmacRecipe(method, salt, decodeHex(keyText)),
    'Werkzeug before 3.0 uses the salt as the key of an HMAC.',
  )
}

const convertWerkzeugPbkdf2 = (parameters: string[], salt: string, keyText: string): PasswordConversion => {
  const [digest = 'sha1', iterations] = parameters
  if (iterations === undefined) {
    return refusePassword(
      'missing_parameters',
      'This Werkzeug string has no iteration count; it depends on the version that wrote it.',
    )
  }
  return convertPbkdf2({ digest, iterations: parseCount(iterations), salt, key: decodeHex(keyText) })
}

const convertWerkzeugScrypt = (parameters: string[], salt: string, keyText: string): PasswordConversion =>
  convertStandardScrypt({
    cost: parseCount(parameters[0]),
    blockSize: parseCount(parameters[1]),
    parallelism: parseCount(parameters[2]),
    salt,
    key: decodeHex(keyText),
  })
