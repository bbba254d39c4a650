import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** An entry by attribute names, which have no case. */
export interface LdapEntry {
  /** The first text under the first of these names that has any. */
  text(...names: string[]): string | undefined
  /** All texts under one name, each once. */
  texts(name: string): string[]
  /** The first value of any kind. */
  first(name: string): JsonValue | undefined
}

/** Options (`cn;lang-en`) are dropped; a value without one comes first. */
export const openEntry = (record: JsonObject): LdapEntry => {
  const values = new Map<string, JsonValue>()
  const attributes = openAttributes(record)
  for (const key in attributes) {
    const value = attributes[key]
    if (!isFilledCell(value)) continue
    const name = foldName(key)
    // Only an option makes a name shorter.
    if (name.length === key.length || !values.has(name)) values.set(name, value)
  }
  return new OpenedEntry(values)
}

/**
 * The attributes of an entry that a library has put beside its name: `{ dn, attributes: { uid: [ … ] } }` of ldap3,
 * `{ objectName, attributes: [{ type, values }] }` of ldapjs. Any other record as it is.
 */
const openAttributes = (record: JsonObject): JsonObject => {
  const { attributes, dn = record['objectName'] } = record
  if (typeof attributes !== 'object' || attributes === null || typeof dn !== 'string') return record
  if (!Array.isArray(attributes)) return { dn, ...attributes }
  const named: JsonObject = { dn }
  for (const attribute of attributes) {
    if (!isObject(attribute)) return record
    const { type, values = attribute['vals'] } = attribute
    if (typeof type === 'string') named[type] = values ?? null
  }
  return named
}

const folded = new Map<string, string>()
const mostFolded = 1000

/** Without case and options. The same names come in every entry, so they are folded once. */
const foldName = (name: string): string => {
  const known = folded.get(name)
  if (known !== undefined) return known
  const option = name.indexOf(';')
  const made = (option < 0 ? name : name.slice(0, option)).toLowerCase()
  if (folded.size < mostFolded) folded.set(name, made)
  return made
}

class OpenedEntry implements LdapEntry {
  readonly #values: ReadonlyMap<string, JsonValue>

  constructor(values: ReadonlyMap<string, JsonValue>) {
    this.#values = values
  }

  text(...names: string[]): string | undefined {
    for (const name of names) {
      const text = readText(this.first(name))?.trim()
      if (text !== undefined) return text
    }
    return undefined
  }

  texts(name: string): string[] {
    const value = this.#values.get(foldName(name))
    if (!Array.isArray(value)) {
      const text = readText(value)?.trim()
      return text === undefined ? [] : [text]
    }
    const texts = value.flatMap((one) => readText(one)?.trim() ?? [])
    return [...new Set(texts)]
  }

  first(name: string): JsonValue | undefined {
    const value = this.#values.get(foldName(name))
    return Array.isArray(value) ? value[0] : value
  }
}
