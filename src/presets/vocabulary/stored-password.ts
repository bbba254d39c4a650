import type { HashParams } from '../../password/hash-params.js'
import type { UnconvertiblePassword } from '../user-record.js'

/** A password as the source stores it: the arguments of `convertPassword`. */
export interface StoredPassword {
  source: string
  hash: unknown
  params: HashParams
}

// Beside the mark and not in it: users are handed to map(), and whatever is on them may be printed.
const stored = new WeakMap<UnconvertiblePassword, StoredPassword>()

/** Remembers what could not be converted, for as long as the mark lives. */
export const rememberStored = (mark: UnconvertiblePassword, password: StoredPassword): void => {
  stored.set(mark, password)
}

/** What could not be converted; undefined where the source gave no hash. */
export const storedPasswordOf = (mark: UnconvertiblePassword): StoredPassword | undefined => stored.get(mark)

/** Ties the hash to the mark of a copy: `map()` may clone the user it was given. */
export const carryStored = (
  from: UnconvertiblePassword | undefined,
  to: UnconvertiblePassword | undefined,
): void => {
  const password = from && stored.get(from)
  // map() may have put anything there.
  const mark: unknown = to
  if (password === undefined || typeof mark !== 'object' || mark === null) return
  if (to !== undefined && to.reason === from?.reason) stored.set(to, password)
}
