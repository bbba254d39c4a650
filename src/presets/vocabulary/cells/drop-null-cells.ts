import type { JsonObject } from '../../../source/source-record.js'

/**
 * Clients of MySQL write NULL as that word, which reads like text. Only columns that can be NULL are looked at:
 * a person may well be called so. Returns the record itself when there is nothing to drop.
 */
export const dropNullCells = (record: JsonObject, nullableColumns: readonly string[]): JsonObject => {
  let kept: JsonObject | undefined
  for (const column of nullableColumns) {
    if (record[column] === 'NULL') (kept ??= { ...record })[column] = null
  }
  return kept ?? record
}
