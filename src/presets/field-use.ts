/** What becomes of the values of one column of the input. */
export type FieldFate =
  /** Read as a field of the user. */
  | 'used'
  /** The name means nothing here: kept in customData. */
  | 'unknown'
  /** A part of a field that has no place, left out. */
  | 'lost'
  /** A column of states that decides nothing, kept in customData. */
  | 'undecided'
  /** Of either kind, and kept out of customData as a secret. */
  | 'secret'

export interface FieldUseReport {
  column: string
  fate: FieldFate
  /** Path of the user record where the values go; empty where they go nowhere. */
  goesTo: string
  /** Records in which it holds something. */
  filled: number
  /** Records in which it holds a text that means nothing, such as NULL. */
  nulls: number
  /** Why a column decides nothing. */
  why?: string
}

/** Tables of objects that are used as dictionaries have columns without end. */
const mostColumns = 500

/** Counts what becomes of the columns of an input while its records are mapped. Holds no values. */
export class FieldUse {
  readonly #columns = new Map<string, FieldUseReport>()

  /** The counter of a column, which whoever reads it adds to. */
  counter(column: string, fate: FieldFate, goesTo: string, why?: string): FieldUseReport {
    const key = `${fate} ${goesTo} ${column}`
    const present = this.#columns.get(key)
    if (present !== undefined) return present
    const made: FieldUseReport = {
      column,
      fate,
      goesTo,
      filled: 0,
      nulls: 0,
      ...(why === undefined ? {} : { why }),
    }
    if (this.#columns.size < mostColumns) this.#columns.set(key, made)
    return made
  }

  /** Columns that held anything, in the order in which they came up. */
  report(): FieldUseReport[] {
    return [...this.#columns.values()].filter(({ filled, nulls }) => filled + nulls > 0)
  }
}
