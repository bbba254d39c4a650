import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** Bytes of a column that holds no text, whatever they look like: those of a UUID. */
export class NumberBytes extends Uint8Array {}

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

/** Cells whose JSON is another value to the database than they are themselves, by the row that was made of them. */
const origins = new WeakMap<JsonObject, Map<string, Uint8Array | bigint>>()

/** A row of a driver as JSON. */
export const toJsonRow = (row: { readonly [column: string]: unknown }): JsonObject => {
  const json: JsonObject = {}
  let own: Map<string, Uint8Array | bigint> | undefined
  for (const [column, value] of Object.entries(row)) {
    json[column] = toJsonValue(value)
    const isOther =
      value instanceof Uint8Array || (typeof value === 'bigint' && !Number.isSafeInteger(Number(value)))
    if (isOther) (own ??= new Map()).set(column, value)
  }
  if (own !== undefined) origins.set(json, own)
  return json
}

/** A key as it is asked for again, perhaps by another process: as JSON, with bytes and large numbers marked as such. */
export const keyOf = (row: JsonObject, column: string): JsonValue => {
  const origin = origins.get(row)?.get(column)
  if (origin === undefined) return row[column] ?? null
  return origin instanceof Uint8Array
    ? { $binary: Buffer.from(origin).toString('base64') }
    : { $integer: origin.toString() }
}

const marked = z.union([z.strictObject({ $binary: z.base64() }), z.strictObject({ $integer: z.string() })])

/** A key as a driver takes it. */
export const toParameter = (key: JsonValue): unknown => {
  const { data } = marked.safeParse(key)
  if (data === undefined) return key
  return '$binary' in data ? Buffer.from(data.$binary, 'base64') : BigInt(data.$integer)
}

const toJson = (value: object | null): JsonValue => {
  if (value === null) return null
  if (value instanceof NumberBytes) return toHex(value)
  if (value instanceof Uint8Array) return decodeBytes(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  // Only what the driver itself has parsed out of a JSON column or an array.
  return value as JsonValue
}

const strict = new TextDecoder('utf-8', { fatal: true })

const decodeBytes = (bytes: Uint8Array): string => {
  try {
    // BINARY(14) is filled up with zeros.
    const text = strict.decode(bytes).replace(/(?<!\0)\0+$/, '')
    // Sixteen bytes of a UUID may be UTF-8 by chance.
    if (!/(?!\s)\p{Cc}/u.test(text)) return text
  } catch {
    // Not text at all.
  }
  return toHex(bytes)
}

const toHex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`

/** A cell of a row, as text; empty where there is none. */
export const cellText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
