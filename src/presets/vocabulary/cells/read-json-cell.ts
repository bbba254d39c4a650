import { parseJson } from '../../../source/json/values/parse-json.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'

/** A JSON object, given as one or as JSON text in a cell; undefined otherwise. */
export const readObject = (value: JsonValue | undefined): JsonObject | undefined => {
  const parsed = readJsonCell(value)
  return isObject(parsed) ? parsed : undefined
}

/** A JSON array, given as one or as JSON text in a cell; undefined otherwise. */
export const readArray = (value: JsonValue | undefined): JsonValue[] | undefined => {
  const parsed = readJsonCell(value)
  return Array.isArray(parsed) ? parsed : undefined
}

/** The objects of an array, given as one or as JSON text; empty when there are none. */
export const readObjects = (value: JsonValue | undefined): JsonObject[] =>
  (readArray(value) ?? []).filter(isObject)

/**
 * The value itself, or what it holds when it is text that is JSON for an object or array. Any other text
 * stays text: a cell is only JSON when it begins like it and parses.
 */
export const readJsonCell = (value: JsonValue | undefined): JsonValue | undefined => {
  if (typeof value !== 'string') return value
  const first = value.trimStart()[0]
  if (first !== '{' && first !== '[') return value
  return parseJson(value) ?? value
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
