import { argon2dAsync, argon2iAsync, argon2idAsync } from '@noble/hashes/argon2.js'
import { argon2d, argon2i, argon2id } from 'hash-wasm'
import type { RecipeOf } from '../../password/recipe/hash-recipe.js'
import { equalBytes } from './equal-bytes.js'

const wasm = { i: argon2i, d: argon2d, id: argon2id }
const noble = { i: argon2iAsync, d: argon2dAsync, id: argon2idAsync }

/**
 * Argon2 of both versions, with associated data. A hash labelled with version 16, or with none, which means the same,
 * is tried as version 19 too: labels were lost and written wrong where libraries were changed.
 */
export const verifyArgon2 = async (recipe: RecipeOf<'argon2'>, password: Buffer): Promise<boolean> => {
  const { version, data } = recipe
  // hash-wasm takes no empty password.
  if (version === 19 && data === undefined && password.length > 0) return verifyByWasm(recipe, password)
  if (await verifyByNoble(recipe, password)) return true
  return version === 16 && (await verifyArgon2({ ...recipe, version: 19 }, password))
}

const verifyByWasm = async (recipe: RecipeOf<'argon2'>, password: Buffer): Promise<boolean> => {
  const computed = await wasm[recipe.variant]({
    password,
    salt: recipe.salt,
    iterations: recipe.iterations,
    parallelism: recipe.parallelism,
    memorySize: recipe.memoryKiB,
    hashLength: recipe.key.length,
    ...(recipe.secret === undefined ? {} : { secret: recipe.secret }),
    outputType: 'binary',
  })
  return equalBytes(computed, recipe.key)
}

/** Slower, and knows version 16 and associated data. */
const verifyByNoble = async (recipe: RecipeOf<'argon2'>, password: Buffer): Promise<boolean> => {
  const computed = await noble[recipe.variant](password, recipe.salt, {
    t: recipe.iterations,
    m: recipe.memoryKiB,
    p: recipe.parallelism,
    dkLen: recipe.key.length,
    version: recipe.version === 16 ? 0x10 : 0x13,
    ...(recipe.secret === undefined ? {} : { key: Buffer.from(recipe.secret, 'utf8') }),
    ...(recipe.data === undefined ? {} : { personalization: recipe.data }),
  })
  return equalBytes(computed, recipe.key)
}
