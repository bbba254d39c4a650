import type { JsonObject, JsonValue } from '../../../source/source-record.js'

/**
 * The first of the named cells that holds anything. Tables of one system come with several spellings of a
 * column, and database tools write a missing value as `NULL` or `\N`.
 */
export const pickCell = (record: JsonObject, ...names: string[]): JsonValue | undefined => {
  for (const name of names) {
    const value = record[name]
    if (isFilledCell(value)) return value
  }
  return undefined
}

export const isFilledCell = (value: JsonValue | undefined): value is JsonValue =>
  value !== undefined && value !== null && value !== '' && value !== 'NULL' && value !== '\\N'
