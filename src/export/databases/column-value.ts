import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** What a driver hands over, as JSON. Bytes that are UTF-8 are text (MediaWiki's columns are), others hex. */
export const toJsonValue = (value: unknown): JsonValue => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
    case 'object':
      return toJson(value)
    default:
      return null
  }
}

/** A row of a driver as JSON. */
export const toJsonRow = (row: { readonly [column: string]: unknown }): JsonObject => {
  const json: JsonObject = {}
  for (const [column, value] of Object.entries(row)) json[column] = toJsonValue(value)
  return json
}

const toJson = (value: object | null): JsonValue => {
  if (value === null) return null
  if (value instanceof Uint8Array) return decodeBytes(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  // Only what the driver itself has parsed out of a JSON column or an array.
  return value as JsonValue
}

const strict = new TextDecoder('utf-8', { fatal: true })

const decodeBytes = (bytes: Uint8Array): string => {
  try {
    // BINARY(14) is filled up with zeros.
    return strict.decode(bytes).replace(/(?<!\0)\0+$/, '')
  } catch {
    return `0x${Buffer.from(bytes).toString('hex')}`
  }
}

/** A cell of a row, as text; empty where there is none. */
export const cellText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
