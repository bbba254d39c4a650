import type { JsonObject, JsonValue } from '../../source-record.js'

const objectId = /^ObjectI[dD]\(\s?["']?([\da-fA-F]{24})["']?\s?\)$/

const readObjectId = (value: JsonValue): string | undefined =>
  typeof value === 'string' ? objectId.exec(value)?.[1] : undefined

/** mongoexport writes ids into CSV as a call: `ObjectId(5f0c2f2c1a2b3c4d5e6f7081)`. */
export const holdObjectIds = (sample: readonly JsonObject[]): boolean =>
  sample.length > 0 && sample.every((record) => readObjectId(record['_id'] ?? null) !== undefined)

/** The record with the digits of such ids. */
export const readObjectIds = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, readObjectId(value) ?? value]))

const isScalar = (value: JsonValue): boolean => typeof value !== 'object' || value === null

/** Whether every value of every record is a list of plain values, as search engines give `fields`. */
export const areListed = (sample: readonly JsonObject[]): boolean =>
  sample.length > 0 &&
  sample.every((record) => {
    const values = Object.entries(record).flatMap(([name, value]) => (/^_?id$/.test(name) ? [] : [value]))
    return values.length > 1 && values.every((value) => Array.isArray(value) && value.every(isScalar))
  })

/** The record without the lists that hold one value. */
export const unlistRecord = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value,
    ]),
  )
