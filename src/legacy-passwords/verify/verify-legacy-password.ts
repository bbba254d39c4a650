import { MigrationError } from '../../outcome/migration-error.js'
import type { HashParams } from '../../password/hash-params.js'
import { findRecipe } from './find-recipe.js'
import { recipeLimits } from './recipe-limits.js'
import { runRecipe } from './run-recipe.js'

/**
 * Whether a password is the one of a stored hash, computed here: for hashes that Logto cannot verify, and for those
 * that it can. Exact; the comparison at the end takes as long for right and wrong; bounded in memory (256 MiB) and
 * time, docs/legacy-passwords.md.
 *
 * @param source the system that wrote the hash, as for `convertPassword`
 * @param sourceHash the stored value: text, or an object of the system's own shape
 * @param params what stands beside it: salt columns, peppers, hasher names
 * @throws MigrationError `input/<reason>`: why it cannot be said; reasons as `convertPassword` has them, and
 *   `verify_memory`, `verify_time`
 */
export const verifyLegacyPassword = async (
  source: string,
  sourceHash: unknown,
  params: HashParams,
  password: string,
): Promise<boolean> => {
  const found = findRecipe(source, sourceHash, params)
  if ('reason' in found) throw new MigrationError('input', found.reason, found.message)
  if (Buffer.byteLength(password, 'utf8') > recipeLimits.passwordBytes) return false
  return runRecipe(found.recipe, password)
}
