import type { JsonObject } from '../source/source-record.js'
import type { RelatedFile } from './preset.js'

const none: readonly JsonObject[] = []

/** The rows of one related file by key, in memory, reduced to what the preset reads. */
export class RelatedIndex {
  readonly #file: RelatedFile
  readonly #rows = new Map<string, JsonObject[]>()

  constructor(file: RelatedFile) {
    this.#file = file
  }

  /** Takes a row in; false when the preset finds no key in it. */
  add(row: JsonObject): boolean {
    const keys = this.#file.keysOf(row)
    const kept = this.#file.reduce?.(row) ?? row
    for (const key of new Set(keys)) {
      const present = this.#rows.get(key)
      if (present === undefined) this.#rows.set(key, [kept])
      else present.push(kept)
    }
    return keys.length > 0
  }

  find(key: string): readonly JsonObject[] {
    return this.#rows.get(key) ?? none
  }
}
