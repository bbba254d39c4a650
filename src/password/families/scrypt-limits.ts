import type { PasswordConversion } from '../password-conversion.js'
import { type RecipeSource, refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

/** scrypt's cost: `costLog2` is log2 of N. */
export interface ScryptCost {
  costLog2: number
  blockSize: number
  parallelism: number
}

// Logto leaves Node's default `maxmem` in place.
const maxMemoryBytes = 32 * 1024 * 1024

/**
 * Why Logto cannot compute scrypt at this cost; undefined when it can.
 *
 * @param recipe of the hash, for those who can
 */
export const refuseScryptCost = (cost: ScryptCost, recipe?: RecipeSource): PasswordConversion | undefined => {
  const { costLog2, blockSize, parallelism } = cost
  if (!Number.isInteger(costLog2) || costLog2 < 1 || costLog2 > 62 || !(blockSize >= 1)) {
    return refusePassword('scrypt_cost')
  }
  if (parallelism !== 1) {
    return refuseVerifiable('scrypt_parallelism', recipe, `This hash has p=${parallelism}.`)
  }
  const memoryBytes = 128 * blockSize * (2 ** costLog2 + 2) + 128 * blockSize
  if (memoryBytes > maxMemoryBytes) {
    return refuseVerifiable('scrypt_memory', recipe, `This hash has N=2^${costLog2} and r=${blockSize}.`)
  }
  // RFC 7914: N is under 2^(16 × r).
  return costLog2 < 16 * blockSize ? undefined : refusePassword('scrypt_cost')
}
