import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import type { Spelling } from './find-spelling.js'

/** The record with the names that its system writes. A name that is there already keeps its value. */
export const respellRecord = (record: JsonObject, spelling: Spelling): JsonObject =>
  respellObject(record, '', spelling, deepestOf(spelling))

/** No name is learned further down than this. */
const deepestOf = (spelling: Spelling): number => {
  let deepest = 0
  for (const path of spelling.keys()) {
    if (path !== '') deepest = Math.max(deepest, path.split(/\.|\[\]/).length)
  }
  return deepest
}

const respellObject = (record: JsonObject, path: string, spelling: Spelling, depth: number): JsonObject => {
  const names = spelling.get(path)
  const respelled: JsonObject = {}
  for (const key of Object.keys(record)) {
    const asked = names?.get(key)
    const name = asked === undefined || Object.hasOwn(record, asked) ? key : asked
    const value = record[key] ?? null
    const inside = path === '' ? key : `${path}.${key}`
    setPath(respelled, [name], depth === 0 ? value : respellValue(value, inside, spelling, depth - 1))
  }
  return respelled
}

const respellValue = (value: JsonValue, path: string, spelling: Spelling, depth: number): JsonValue => {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return respellObject(value, path, spelling, depth)
  if (depth === 0) return value
  return value.map((item) => respellValue(item, `${path}[]`, spelling, depth - 1))
}
