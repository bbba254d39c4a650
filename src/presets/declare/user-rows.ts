import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { RelatedFile } from '../preset.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/**
 * A related file with rows of one user each: memberships, identities, credentials.
 *
 * @param userFields names of the field with the user's id, best first
 * @param kept the fields that the preset reads
 */
export const userRows = (
  name: string,
  title: string,
  userFields: readonly string[],
  kept: readonly string[],
): RelatedFile => ({
  name,
  title,
  keysOf: keyedBy(...userFields),
  reduce: (row) => pick(row, kept),
})

const pick = (row: JsonObject, fields: readonly string[]): JsonObject => {
  const picked: JsonObject = {}
  for (const field of fields) {
    const value: JsonValue | undefined = row[field]
    if (isFilledCell(value)) picked[field] = value
  }
  return picked
}
