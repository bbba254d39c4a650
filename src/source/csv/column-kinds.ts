import { kindOfCell, type CellKind } from './cell-kinds.js'

/** Whether a row of the wrong length is one record from its first cell on: `no` when a cell is out of its column. */
export type Fit = 'yes' | 'no' | 'unknown'

/** So much of a column has to look alike before a cell is held against it. */
const leastShare = 0.75

/** What the columns of a table hold, learned from those of its first rows that are whole, or else from all. */
export class ColumnKinds {
  readonly #kinds: (CellKind | undefined)[]
  /** The length that most rows have. */
  readonly usualLength: number

  constructor(rows: readonly (readonly string[])[], columnCount: number) {
    const sound = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''))
    const whole = sound.filter((cells) => cells.length === columnCount)
    const known = whole.length > 0 ? whole : sound
    this.#kinds = Array.from({ length: columnCount }, (_, index) => kindOfColumn(known, index))
    this.usualLength = mostFrequent(sound.map((cells) => cells.length)) ?? columnCount
  }

  judge(cells: readonly string[]): Fit {
    let hasProof = false
    for (const [index, cell] of cells.entries()) {
      const found = kindOfCell(cell)
      const expected = this.#kinds[index]
      if (expected === undefined) {
        // An address where there never is one: something before it is missing, or there twice.
        if (found === 'address' && this.#kinds.includes('address')) return 'no'
        continue
      }
      if (cell.trim() === '') continue
      if (found !== expected) return 'no'
      hasProof = true
    }
    return hasProof ? 'yes' : 'unknown'
  }

  /** Whether a row of one cell is the address of somebody. */
  isAddressFirst(cells: readonly string[]): boolean {
    return this.#kinds[0] === 'address' && kindOfCell(cells[0] ?? '') === 'address'
  }
}

const kindOfColumn = (rows: readonly (readonly string[])[], index: number): CellKind | undefined => {
  const counts = new Map<CellKind | undefined, number>()
  let filled = 0
  for (const cells of rows) {
    const cell = cells[index] ?? ''
    if (cell.trim() === '') continue
    filled++
    const kind = kindOfCell(cell)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  for (const [kind, count] of counts) if (kind !== undefined && count >= filled * leastShare) return kind
  return undefined
}

const mostFrequent = (numbers: readonly number[]): number | undefined => {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let best: number | undefined
  for (const [number, count] of counts) if (count > (counts.get(best ?? NaN) ?? 0)) best = number
  return best
}
