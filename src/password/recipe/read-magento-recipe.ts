import type { HashRecipe, InputStep } from './hash-recipe.js'

/**
 * A hash that upgrades of the shop have hashed again: each version takes what the one before it made, as text.
 *
 * @param last the hash read as if it had its last version alone
 */
export const readMagentoChain = (
  last: HashRecipe | undefined,
  salt: string,
  versions: readonly string[],
): HashRecipe | undefined => {
  const input: InputStep[] = []
  for (const version of versions.slice(0, -1)) {
    const algorithm = version === '0' ? 'md5' : version === '1' ? 'sha256' : undefined
    // Argon2 within a chain is not what any upgrade made.
    if (algorithm === undefined) return undefined
    input.push({ step: 'prepend', value: salt }, { step: 'hash', algorithm, as: 'hex' })
  }
  return last && { ...last, input }
}
