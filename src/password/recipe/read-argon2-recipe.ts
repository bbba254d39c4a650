import { decodeBase64 } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import { readPhcParameters } from '../families/phc-string.js'
import type { HashRecipe } from './hash-recipe.js'

const shape = /^\$argon2(id|i|d)\$(?:v=(\d{1,4})\$)?([^$]{1,400})\$([^$]{1,400})\$([^$]{1,1400})$/

/** An Argon2 PHC string of version 16 or 19, with associated data; a key id is only a name. */
export const readArgon2Recipe = (text: string): HashRecipe | undefined => {
  const [, variant, version = '16', cost = '', saltText = '', keyText = ''] = shape.exec(text.trim()) ?? []
  const parameters = readPhcParameters(cost)
  const salt = decodeBase64(saltText)
  const key = decodeBase64(keyText)
  const dataText = parameters?.get('data')
  const data = dataText === undefined ? undefined : decodeBase64(dataText)
  if (!parameters || !salt || !key || (dataText !== undefined && !data)) return undefined
  if (variant !== 'id' && variant !== 'i' && variant !== 'd') return undefined
  if (version !== '16' && version !== '19') return undefined
  return {
    kind: 'argon2',
    variant,
    version: version === '16' ? 16 : 19,
    memoryKiB: parseCount(parameters.get('m')) ?? 0,
    iterations: parseCount(parameters.get('t')) ?? 0,
    parallelism: parseCount(parameters.get('p')) ?? 0,
    salt,
    key,
    ...(data === undefined ? {} : { data }),
  }
}
