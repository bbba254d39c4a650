import type { JsonValue } from '../../../source/source-record.js'
import { parseJson } from '../../../source/json/values/parse-json.js'
import { isObject, readJsonCell } from './read-json-cell.js'
import { readPhpArray } from './read-php-array.js'
import { readPostgresArray } from './read-postgres-array.js'
import { readText } from './read-text.js'

/**
 * Names in a cell, in the usual writings: an array or JSON text of one; objects with a name each; an object of names
 * and yes (`{admin: true}`); an array of PostgreSQL, PHP or Python; or text with `;`, `|` or line ends between the
 * names, with a comma where none of these occurs. Blanks around names and empty names are dropped.
 */
export const readList = (value: JsonValue | undefined): string[] => {
  const cell = readJsonCell(value)
  if (Array.isArray(cell)) return cell.flatMap(readName)
  if (isObject(cell)) return readNamed(cell) ?? readKeys(cell)
  const text = readText(cell)
  const python = text === undefined ? undefined : readPython(text.trim())
  if (python !== undefined) return readList(python)
  return text === undefined ? [] : trimNames(readWritten(text.trim()))
}

const readWritten = (text: string): readonly string[] => {
  const first = text[0]
  if (first === '{') return readPostgresArray(text) ?? splitNames(text)
  if (first === 'a' && text[1] === ':') return readPhpArray(text) ?? splitNames(text)
  if (first === '[' && text.endsWith(']')) return splitNames(text.slice(1, -1)).map(cutQuotes)
  return splitNames(text)
}

const splitNames = (text: string): string[] => text.split(/[;|\n]/.test(text) ? /[;|\r\n]/ : ',')

/** `[{'name': 'admin'}]`, as Python prints a list of objects; only where no quote stands inside a text. */
const readPython = (text: string): JsonValue | undefined => {
  if (!/^\[\s*\{/.test(text) || text.length > 10_000 || /["\\]/.test(text)) return undefined
  const json = text
    .replaceAll("'", '"')
    .replace(/\bNone\b/g, 'null')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
  return parseJson(json)
}

/** Python writes a list as `['admin', 'editor']`. */
const cutQuotes = (name: string): string => name.trim().replace(/^(["'])(.*)\1$/, '$2')

const trimNames = (names: readonly string[]): string[] =>
  names.map((name) => name.trim()).filter((name) => name !== '')

const readName = (entry: JsonValue): string[] => {
  if (isObject(entry)) return readNamed(entry) ?? []
  return trimNames([readText(entry) ?? ''])
}

/** Fields that hold the name of a role or group, best first. */
const nameFields = [
  'name',
  'role',
  'roleName',
  'role_name',
  'slug',
  'key',
  'value',
  'display',
  'title',
  'id',
] as const

const readNamed = (entry: { [key: string]: JsonValue }): string[] | undefined => {
  for (const field of nameFields) {
    const inner = Object.hasOwn(entry, field) ? entry[field] : undefined
    const text = readText(isObject(inner) ? inner['name'] : inner)
    if (text !== undefined) return trimNames([text])
  }
  return undefined
}

/** `{ admin: true, editor: false }`, `{ admin: 1 }`; what is neither yes nor no makes it no list of names. */
const readKeys = (entry: { [key: string]: JsonValue }): string[] => {
  const keys = Object.keys(entry)
  const isFlags = keys.every((key) => typeof entry[key] === 'boolean' || entry[key] === 0 || entry[key] === 1)
  return isFlags ? trimNames(keys.filter((key) => entry[key] === true || entry[key] === 1)) : []
}
