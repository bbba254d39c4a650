import type { JsonObject } from '../../source/source-record.js'
import { isBareFamily } from '../../password/recognise/bare-families.js'
import { looksEncoded } from '../../password/digest/encoded-digest.js'
import type { PasswordFamily } from '../../password/recognise/password-families.js'
import { recognisePassword } from '../../password/recognise/recognise-password.js'
import { findPasswordColumn, type PasswordColumn } from '../../presets/generic/columns/password-column.js'
import { findKnownColumn } from '../../presets/generic/columns/find-known-column.js'
import { createGuess } from '../../presets/generic/columns/guess-password.js'
import { findNestedPassword } from '../../presets/generic/setters/nested-password.js'
import { openPassword } from '../../presets/generic/setters/open-password.js'

/** Stored passwords of one family in one field. */
export interface PasswordCount {
  family: PasswordFamily
  field: string
  count: number
}

/** What stands beside a hash and is a parameter of its conversion. */
export interface ParameterCount {
  /** As in docs/passwords.md: `salt`, `algorithm`, `iterations`, … */
  parameter: string
  field: string
  count: number
}

/**
 * Counts stored passwords by family, and the parameters beside them, by the same names and shapes by which the
 * preset `generic` takes them. Holds counts only, never a value.
 */
export class PasswordCensus {
  readonly #isPlaintext: boolean
  /** By field. */
  readonly #columns = new Map<string, PasswordColumn | undefined>()
  readonly #guesses = new Map<string, ReturnType<typeof createGuess>>()
  readonly #families = new Map<PasswordFamily, Map<string, number>>()
  readonly #parameters = new Map<string, ParameterCount & { isWeak: boolean }>()

  /** @param isPlaintext what the config says of values without the shape of a hash */
  constructor(isPlaintext: boolean) {
    this.#isPlaintext = isPlaintext
  }

  /** @param path dotted path of the field */
  add(path: string, value: string | number): void {
    const column = this.#findColumn(path)
    if (column?.role === 'parameter') this.#addParameter(path, column)
    else if (typeof value === 'string' && (column !== undefined || this.#isGuess(path, value))) {
      this.#addFamily(path, value, column?.role ?? 'hash')
    }
  }

  /** An object: in a column of passwords the hash and what belongs to it, elsewhere one about signing in. */
  addObject(column: string, object: JsonObject): void {
    const role = this.#findColumn(column)?.role
    const isOwn = role !== undefined && role !== 'parameter'
    const found = isOwn ? { column, role, value: object } : findNested(column, object)
    if (found === undefined) return
    const { value } = openPassword(found.value, this.#isPlaintext)
    if (typeof value === 'string') this.#addFamily(found.column, value, found.role)
  }

  passwords(): PasswordCount[] {
    return [...this.#families].flatMap(([family, fields]) =>
      [...fields].map(([field, count]) => ({ family, field, count })),
    )
  }

  /** Those of usual names (`rounds`) only where a hash is there that needs them. */
  parameters(): ParameterCount[] {
    const families = [...this.#families.keys()]
    if (families.length === 0) return []
    const isNeeded = families.some((family) => family !== 'unknown' && isBareFamily(family))
    return [...this.#parameters.values()]
      .filter(({ isWeak }) => isNeeded || !isWeak)
      .map(({ parameter, field, count }) => ({ parameter, field, count }))
  }

  #findColumn(path: string): PasswordColumn | undefined {
    if (this.#columns.has(path)) return this.#columns.get(path)
    const column = findPasswordColumn(path)
    this.#columns.set(path, column)
    return column
  }

  #isGuess(path: string, value: string): boolean {
    if (!this.#guesses.has(path)) this.#guesses.set(path, createGuess(path))
    return this.#guesses.get(path)?.(value) === true
  }

  #addParameter(field: string, { parameter, isWeak }: Extract<PasswordColumn, { role: 'parameter' }>): void {
    const known = this.#parameters.get(field)
    if (known === undefined) this.#parameters.set(field, { parameter, field, count: 1, isWeak })
    else known.count += 1
  }

  #addFamily(path: string, cell: string, role: 'password' | 'hash' | 'plain'): void {
    // A flag or a JSON object in the cell is what the preset makes of it.
    const { value } = openPassword(cell, role === 'plain' || this.#isPlaintext)
    const family = typeof value === 'string' ? this.#judge(value, role) : 'none'
    const fields = this.#families.get(family) ?? new Map<string, number>()
    fields.set(path, (fields.get(path) ?? 0) + 1)
    this.#families.set(family, fields)
  }

  #judge(value: string, role: 'password' | 'hash' | 'plain'): PasswordFamily {
    const { family } = recognisePassword(value)
    const isPlaintext = role === 'plain' || (role === 'password' && this.#isPlaintext)
    return family === 'unknown' && isPlaintext && !looksEncoded(value) ? 'plaintext' : family
  }
}

/** A column that is known has its own reader. */
const findNested = (column: string, object: JsonObject) =>
  findKnownColumn(column) === undefined ? findNestedPassword(column, object) : undefined
