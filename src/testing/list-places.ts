import type { JsonObject, JsonValue } from '../source/source-record.js'

/** One value inside a record. */
export interface Place {
  holder: { [key: string]: JsonValue }
  key: string
  /** Dotted, `[]` for any element of a list. */
  path: string
}

/** Nothing that is nested deeper is looked at. */
const maxDepth = 6

/** Every value of a record, at any depth, the outer ones first. */
export const listPlaces = (record: JsonObject): Place[] => {
  const places: Place[] = []
  const walk = (value: JsonValue, prefix: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > maxDepth) return
    const holder = value as Place['holder']
    for (const key of Object.keys(value)) {
      const path = Array.isArray(value) ? `${prefix}[]` : prefix === '' ? key : `${prefix}.${key}`
      places.push({ holder, key, path })
      walk(holder[key] ?? null, path, depth + 1)
    }
  }
  walk(record, '', 0)
  return places
}
