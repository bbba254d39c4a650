import type { ColumnTarget } from './resolve-column.js'
import type { TableEvidence } from './table-evidence.js'

/** Shape of an address, for a column of names to sign in with. */
export const looksLikeAddress = (text: string): boolean => /^[^\s@]+@(?=[^\s@]+$).+\../.test(text.trim())

/**
 * The column of names to sign in with where it is the column of addresses in truth: most of its values are some, and no other column
 * has any.
 */
export const findLogin = (
  keys: readonly string[],
  targets: readonly (ColumnTarget | undefined)[],
  evidence: TableEvidence,
): number => {
  const isEmail = (target: ColumnTarget | undefined): boolean =>
    target?.path[0] === 'primaryEmail' || target?.path[0] === 'emails'
  if (keys.some((column, index) => isEmail(targets[index]) && evidence.isFilled(column))) return -1
  return targets.findIndex(
    (target, index) =>
      target?.path[0] === 'username' && target.rank >= 0 && holdsAddresses(keys[index]!, evidence),
  )
}

const holdsAddresses = (column: string, evidence: TableEvidence): boolean => {
  let addresses = 0
  let others = 0
  for (const [text, count] of evidence.valuesOf(column)) {
    if (looksLikeAddress(text)) addresses += count
    else others += count
  }
  return addresses > others
}
