import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { FieldUse, FieldUseReport } from '../field-use.js'
import type { UserRecord } from '../user-record.js'

/** Shorter texts are found anywhere by chance, so they prove nothing. */
const shortestProof = 4

/** Objects that are used as dictionaries have parts without end. */
const mostParts = 1000

/**
 * Finds the parts of objects and lists in known columns that no field has taken (`identities[].connection`), and counts
 * them. Whether a part is taken is asked once, of the first record that shows it; then only paths are compared.
 */
export class PartUse {
  readonly #fieldUse: FieldUse
  readonly #parts = new Map<string, FieldUseReport | undefined>()

  constructor(fieldUse: FieldUse) {
    this.#fieldUse = fieldUse
  }

  /** @param user what the record became */
  add(column: string, value: JsonValue, user: UserRecord): void {
    const open: { path: string; value: JsonValue }[] = [{ path: column, value }]
    let told: string | undefined
    for (let at = 0; at < open.length && at < mostParts; at++) {
      const { path, value: part } = open[at]!
      if (Array.isArray(part)) for (const item of part) open.push({ path: `${path}[]`, value: item })
      else if (typeof part === 'object' && part !== null) pushParts(open, path, part)
      else told = this.#count(path, part, user, told)
    }
  }

  #count(path: string, leaf: JsonValue, user: UserRecord, told: string | undefined): string | undefined {
    const text = typeof leaf === 'string' ? leaf.trim() : typeof leaf === 'number' ? String(leaf) : ''
    if (text === '') return told
    if (this.#parts.has(path)) {
      const counter = this.#parts.get(path)
      if (counter !== undefined) counter.filled += 1
      return told
    }
    if (text.length < shortestProof || this.#parts.size >= mostParts) return told
    const all = told ?? JSON.stringify({ ...user, losses: [], warnings: [], problems: [] })
    const counter = all.includes(JSON.stringify(text).slice(1, -1))
      ? undefined
      : this.#fieldUse.counter(path, 'lost', '')
    if (counter !== undefined) counter.filled += 1
    this.#parts.set(path, counter)
    return all
  }
}

const pushParts = (open: { path: string; value: JsonValue }[], path: string, part: JsonObject): void => {
  for (const key of Object.keys(part)) open.push({ path: `${path}.${key}`, value: part[key] ?? null })
}
