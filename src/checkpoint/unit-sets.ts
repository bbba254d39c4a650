/**
 * Sets of unit names, each distinct set kept once and named by a number: most users of a run have the same
 * roles, organizations and steps as thousands of others, so that a number a user is enough.
 */
export class UnitSets {
  readonly #sets: string[][] = [[]]
  readonly #numbers = new Map<string, number>([['', 0]])
  readonly #changes = new Map<string, number>()

  /** The empty set. */
  static readonly none = 0

  units(set: number): readonly string[] {
    return this.#sets[set] ?? []
  }

  has(set: number, unit: string): boolean {
    return this.units(set).includes(unit)
  }

  /** The set after a unit has been carried out for one of its users. */
  apply(set: number, unit: string): number {
    const change = `${set}\n${unit}`
    const known = this.#changes.get(change)
    if (known !== undefined) return known
    const number = this.#intern(applyUnit(this.units(set), unit))
    this.#changes.set(change, number)
    return number
  }

  #intern(units: string[]): number {
    const name = units.join('\n')
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#sets.push(units)
    this.#numbers.set(name, this.#sets.length - 1)
    return this.#sets.length - 1
  }
}

/** Organization roles are kept one by one: they are given in groups and may be taken away singly. */
const applyUnit = (units: readonly string[], unit: string): string[] => {
  const [kind, first = '', second = ''] = splitUnit(unit)
  switch (kind) {
    case 'orgRoles':
      return add(
        units,
        second.split(',').map((role) => `orgRole:${first}:${role}`),
      )
    case 'unsuspend':
      return drop(units, (other) => other === 'suspend')
    case 'unlink':
      return drop(units, (other) => other === `identity:${unit.slice('unlink:'.length)}`)
    case 'clearFactors':
      return drop(units, (other) => other.startsWith('factor:'))
    case 'dropRole':
      return drop(units, (other) => other === `role:${first}`)
    case 'leave':
      return drop(units, (other) => other === `member:${first}` || other.startsWith(`orgRole:${first}:`))
    case 'dropOrganizationRoles': {
      const roles = second.split(',').map((role) => `orgRole:${first}:${role}`)
      return drop(units, (other) => roles.includes(other))
    }
    default:
      return add(units, [unit])
  }
}

/** Ids of Logto hold neither colon nor comma; targets of identities may, and come last. */
const splitUnit = (unit: string): string[] => unit.split(':')

const add = (units: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...units, ...more])].toSorted()

const drop = (units: readonly string[], isGone: (unit: string) => boolean): string[] =>
  units.filter((unit) => !isGone(unit))
