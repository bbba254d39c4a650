import type { JsonObject } from '../../source/source-record.js'
import { isFilledCell } from './cells/pick-cell.js'
import { readId } from './cells/read-id.js'

/**
 * The key under which rows of a related file are found: what the first of the fields holds that holds any. A row without
 * one belongs to nobody.
 */
export const keyedBy =
  (...fields: readonly string[]) =>
  (row: JsonObject): string[] => {
    for (const field of fields) {
      const value = row[field]
      const key = isFilledCell(value) ? readId(value) : undefined
      if (key !== undefined) return [key]
    }
    return []
  }
