import { createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import type { RecipeOf } from '../../password/recipe/hash-recipe.js'
import { equalBytes } from './equal-bytes.js'

const derive = promisify(pbkdf2)

/** RFC 5802: the stored key is the hash of the client key, an HMAC under what PBKDF2 made of the password. */
export const verifyScram = async (recipe: RecipeOf<'scram'>, password: Buffer): Promise<boolean> => {
  const { digest, salt, iterations, storedKey } = recipe
  const salted = await derive(password, salt, iterations, storedKey.length, digest)
  const clientKey = createHmac(digest, salted).update('Client Key').digest()
  return equalBytes(createHash(digest).update(clientKey).digest(), storedKey)
}
