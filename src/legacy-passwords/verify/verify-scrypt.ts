import { createCipheriv, scrypt } from 'node:crypto'
import type { RecipeOf, ScryptRecipeCost } from '../../password/recipe/hash-recipe.js'
import { equalBytes } from './equal-bytes.js'

export const verifyScrypt = async (recipe: RecipeOf<'scrypt'>, password: Buffer): Promise<boolean> =>
  equalBytes(await deriveScrypt(password, recipe.salt, recipe.key.length, recipe), recipe.key)

/** Firebase's: the derived key encrypts the project's signer key, and the ciphertext is the hash. */
export const verifyFirebaseScrypt = async (
  recipe: RecipeOf<'firebase-scrypt'>,
  password: Buffer,
): Promise<boolean> => {
  const key = await deriveScrypt(password, recipe.salt, 32, recipe)
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  return equalBytes(cipher.update(recipe.signerKey), recipe.expected)
}

export const deriveScrypt = (
  password: Buffer,
  salt: string | Uint8Array,
  keyLength: number,
  { cost, blockSize, parallelism }: ScryptRecipeCost,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const maxmem = scryptMemoryBytes({ cost, blockSize, parallelism }) + 1024 * 1024
    const options = { N: cost, r: blockSize, p: parallelism, maxmem }
    scrypt(password, salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)))
  })

export const scryptMemoryBytes = ({ cost, blockSize, parallelism }: ScryptRecipeCost): number =>
  128 * blockSize * (cost + parallelism + 2)
