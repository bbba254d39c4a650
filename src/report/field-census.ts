import { recognisePassword } from '../password/recognise-password.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'

/** How often a field is filled, and what its values are. */
export interface FieldReport {
  /** Dotted path, two levels deep at most. */
  field: string
  filled: number
  /** Kinds of values seen, most frequent first: `text`, `number`, `boolean`, `list`, `object`. */
  kinds: string[]
}

/** Fields, fill rates and password hash families of an input. Holds counts only, never a value. */
export class FieldCensus {
  #records = 0
  readonly #fields = new Map<string, { filled: number; kinds: Map<string, number> }>()
  /** By family, then by the field that holds it. */
  readonly #families = new Map<string, Map<string, number>>()

  add(record: JsonObject): void {
    this.#records += 1
    for (const [name, value] of Object.entries(record)) this.#addField(name, value, 1)
  }

  /** Fields in the order in which they came up. */
  fields(): FieldReport[] {
    return [...this.#fields].map(([field, { filled, kinds }]) => ({
      field,
      filled,
      kinds: [...kinds].sort(([, a], [, b]) => b - a).map(([kind]) => kind),
    }))
  }

  /** Password hash families with counts, by field. */
  passwords(): { family: string; field: string; count: number }[] {
    return [...this.#families].flatMap(([family, fields]) =>
      [...fields].map(([field, count]) => ({ family, field, count })),
    )
  }

  get records(): number {
    return this.#records
  }

  #addField(path: string, value: JsonValue, depth: number): void {
    if (value === null || value === '') return
    const kind = kindOf(value)
    let field = this.#fields.get(path)
    if (field === undefined) {
      // A table with made-up keys (ids as names) must not fill the memory.
      if (this.#fields.size >= mostFields) return
      field = { filled: 0, kinds: new Map() }
      this.#fields.set(path, field)
    }
    field.filled += 1
    field.kinds.set(kind, (field.kinds.get(kind) ?? 0) + 1)
    if (typeof value === 'string' && passwordName.test(path)) this.#addPassword(path, value)
    if (depth < 2 && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) this.#addField(`${path}.${name}`, inner, depth + 1)
    }
  }

  #addPassword(path: string, value: string): void {
    const { family } = recognisePassword(value)
    const fields = this.#families.get(family) ?? new Map<string, number>()
    fields.set(path, (fields.get(path) ?? 0) + 1)
    this.#families.set(family, fields)
  }
}

const mostFields = 500

const passwordName = /pass|pwd|hash|digest|credential|secretData/i

const kindOf = (value: JsonValue): string => {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}
