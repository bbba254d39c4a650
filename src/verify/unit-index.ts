const empty: ReadonlySet<string> = new Set()

/**
 * Which units (roles, memberships, organization roles) each user has. Users with the same units share one set, so that
 * a million of them cost little more than their ids.
 */
export class UnitIndex {
  readonly #sets: ReadonlySet<string>[] = [empty]
  /** Number of the set that comes of one set and one unit more. */
  readonly #next = new Map<string, number>()
  readonly #byUser = new Map<string, number>()

  add(userId: string, unit: string): void {
    const from = this.#byUser.get(userId) ?? 0
    const key = `${from} ${unit}`
    let to = this.#next.get(key)
    if (to === undefined) {
      to = this.#sets.length
      this.#sets.push(new Set([...(this.#sets[from] ?? empty), unit]))
      this.#next.set(key, to)
    }
    this.#byUser.set(userId, to)
  }

  of(userId: string): ReadonlySet<string> {
    return this.#sets[this.#byUser.get(userId) ?? 0] ?? empty
  }
}
