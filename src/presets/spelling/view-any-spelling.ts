import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { foldSpelling } from './fold-spelling.js'
import { markAskedByName } from './trace-names.js'

/**
 * Told of a field that was asked for under another spelling than the record has.
 *
 * @param path keys from the record to the object, joined by dots, `[]` for elements of a list
 */
export type SpellingListener = (path: string, spelling: string, asked: string) => void

/** Objects further down are given as they are. */
const deepest = 8

/**
 * The record as one that finds each of its fields under any spelling of the name. Only asking is different: its own
 * keys are those of the record.
 */
export const viewAnySpelling = (record: JsonObject, listen?: SpellingListener): JsonObject =>
  viewObject(record, '', 0, listen)

const viewObject = (
  record: JsonObject,
  path: string,
  depth: number,
  listen: SpellingListener | undefined,
): JsonObject => {
  const spellings = new Map<string, string>()
  for (const key of Object.keys(record)) {
    const folded = foldSpelling(key)
    if (!spellings.has(folded)) spellings.set(folded, key)
  }
  const find = (key: string | symbol): string | undefined => {
    if (typeof key !== 'string') return undefined
    if (Object.hasOwn(record, key)) return key
    const spelling = spellings.get(foldSpelling(key))
    if (spelling !== undefined) listen?.(path, spelling, key)
    return spelling
  }
  const read = (key: string): JsonValue | undefined =>
    viewValue(record[key], path === '' ? key : `${path}.${key}`, depth + 1, listen)
  const view = new Proxy(record, {
    has: (_, key) => find(key) !== undefined,
    get: (_, key) => {
      const name = find(key)
      return name === undefined ? undefined : read(name)
    },
    getOwnPropertyDescriptor: (_, key) => {
      const name = find(key)
      if (name === undefined) return undefined
      return { value: read(name), enumerable: true, configurable: true, writable: true }
    },
  })
  markAskedByName(view)
  return view
}

const viewValue = (
  value: JsonValue | undefined,
  path: string,
  depth: number,
  listen: SpellingListener | undefined,
): JsonValue | undefined => {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) {
    return value.map((item) => viewValue(item, `${path}[]`, depth + 1, listen) ?? null)
  }
  return viewObject(value, path, depth, listen)
}
