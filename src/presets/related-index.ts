import type { JsonObject } from '../source/source-record.js'
import type { RelatedFile } from './preset.js'
import { RowFile } from './row-file.js'
import { viewAnySpelling } from './spelling/view-any-spelling.js'

const none: readonly JsonObject[] = []

/** Rows kept in memory before all of them move to a temporary file: some 100 MB of typical rows. */
const mostInMemory = 250_000

/**
 * The rows of one related file by key, reduced to what the preset reads: in memory while they are few, in a
 * temporary file when they are many. A related file may be of any size.
 */
export class RelatedIndex {
  readonly #file: RelatedFile
  readonly #limit: number
  #rows = new Map<string, JsonObject[]>()
  #count = 0
  #spilled: RowFile | undefined
  /** Whether rows have the names of their columns in another spelling than the preset. */
  #isRespelled = false

  /** @param limit rows kept in memory */
  constructor(file: RelatedFile, limit = mostInMemory) {
    this.#file = file
    this.#limit = limit
  }

  /** Takes a row in; false when the preset finds no key in it. */
  add(row: JsonObject): boolean {
    let keys = this.#file.keysOf(row)
    let read = row
    if (keys.length === 0) {
      read = viewAnySpelling(row)
      keys = this.#file.keysOf(read)
      if (keys.length > 0) this.#isRespelled = true
    }
    const kept = this.#file.reduce?.(read) ?? row
    for (const key of new Set(keys)) this.#keep(key, kept)
    return keys.length > 0
  }

  find(key: string): readonly JsonObject[] {
    const rows = this.#spilled?.find(key) ?? this.#rows.get(key) ?? none
    return this.#isRespelled ? rows.map((row) => viewAnySpelling(row)) : rows
  }

  #keep(key: string, row: JsonObject): void {
    if (this.#spilled !== undefined) return this.#spilled.add(key, row)
    const present = this.#rows.get(key)
    if (present === undefined) this.#rows.set(key, [row])
    else present.push(row)
    this.#count += 1
    if (this.#count > this.#limit) this.#spill()
  }

  #spill(): void {
    const file = new RowFile()
    for (const [key, rows] of this.#rows) for (const row of rows) file.add(key, row)
    this.#spilled = file
    this.#rows = new Map()
  }
}
