import type { UserRow } from './user-row.js'

/** Users by a key that several may share. A set is made only for a key that really is shared. */
export class MultiIndex {
  readonly #entries = new Map<string, UserRow | Set<UserRow>>()

  add(key: string, row: UserRow): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) this.#entries.set(key, row)
    else if (entry instanceof Set) entry.add(row)
    else this.#entries.set(key, new Set([entry, row]))
  }

  remove(key: string, row: UserRow): void {
    const entry = this.#entries.get(key)
    if (entry instanceof Set) {
      entry.delete(row)
      if (entry.size === 0) this.#entries.delete(key)
    } else if (entry === row) {
      this.#entries.delete(key)
    }
  }

  rowsOf(key: string): Iterable<UserRow> {
    const entry = this.#entries.get(key)
    if (entry === undefined) return []
    return entry instanceof Set ? entry : [entry]
  }

  /** Whether another user than `exceptId` has the key. */
  isTaken(key: string, exceptId?: string): boolean {
    const entry = this.#entries.get(key)
    if (entry === undefined) return false
    if (!(entry instanceof Set)) return entry.id !== exceptId
    for (const row of entry) if (row.id !== exceptId) return true
    return false
  }

  /** The keys that more than one user has. */
  *sharedKeys(): Generator<[key: string, rows: Set<UserRow>]> {
    for (const [key, entry] of this.#entries) if (entry instanceof Set && entry.size > 1) yield [key, entry]
  }
}
