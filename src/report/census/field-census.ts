import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { PasswordCensus, type ParameterCount, type PasswordCount } from './password-census.js'

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
  readonly #passwords: PasswordCensus

  /** @param isPlaintext whether the config says that passwords without the shape of a hash are plaintext */
  constructor(isPlaintext = false) {
    this.#passwords = new PasswordCensus(isPlaintext)
  }

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
  passwords(): PasswordCount[] {
    return this.#passwords.passwords()
  }

  /** What stands beside the hashes: salt, algorithm, … */
  passwordParameters(): ParameterCount[] {
    return this.#passwords.parameters()
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
    if (depth === 1 && (typeof value === 'string' || typeof value === 'number'))
      this.#passwords.add(path, value)
    else if (depth === 1 && isObject(value)) this.#passwords.addObject(path, value)
    if (depth < 2 && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) this.#addField(`${path}.${name}`, inner, depth + 1)
    }
  }
}

const mostFields = 500

const kindOf = (value: JsonValue): string => {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
