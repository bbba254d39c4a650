import type { CheckpointEntry } from '../checkpoint/entry.js'
import type { FieldDifference } from './compare/compare-user.js'

interface UnitsOfRecord {
  /** Steps and memberships without an outcome. */
  left: number
  /** Codes of the refusals, by unit. */
  refused: Map<string, string>
}

/**
 * Steps and memberships that a run knows not to be done, by ordinal: refused, or never sent. Some of them (a forced
 * change of the password) the target does not show, so only the checkpoint can tell.
 */
export class OpenUnits {
  readonly #records = new Map<number, UnitsOfRecord>()

  apply(entry: CheckpointEntry): void {
    switch (entry.t) {
      case 'created':
      case 'adopted':
      case 'updated':
        if (entry.left > 0) this.#records.set(entry.n, { left: entry.left, refused: new Map() })
        return
      case 'step':
        this.#settle(entry.n, entry)
        return
      case 'batch':
        for (const n of entry.n) this.#settle(n, entry)
        return
      case 'left':
        this.#setLeft(entry.n, entry.left)
        return
      case 'withdrawn':
        this.#records.delete(entry.n)
        return
      case 'retry':
        this.#reopenRefused()
        return
      case 'delta':
        this.#records.clear()
    }
  }

  /** As differences of the user. */
  differencesOf(ordinal: number): FieldDifference[] {
    const record = this.#records.get(ordinal)
    if (record === undefined) return []
    const differences: FieldDifference[] = [...record.refused].map(([unit, code]) => ({
      field: `refused.${unit}`,
      expected: 'done',
      actual: code,
    }))
    if (record.left > 0) {
      differences.push({ field: 'unfinished', expected: 'done', actual: `${record.left} still to come` })
    }
    return differences
  }

  #settle(
    n: number,
    { unit, ok, code = 'unknown' }: { unit: string; ok: boolean; code?: string | undefined },
  ): void {
    const record = this.#records.get(n)
    if (record === undefined) return
    if (!ok) record.refused.set(unit, code)
    this.#setLeft(n, record.left - 1)
  }

  #setLeft(n: number, left: number): void {
    const record = this.#records.get(n)
    if (record === undefined) return
    record.left = left
    if (left <= 0 && record.refused.size === 0) this.#records.delete(n)
  }

  #reopenRefused(): void {
    for (const record of this.#records.values()) {
      record.left += record.refused.size
      record.refused.clear()
    }
  }
}
