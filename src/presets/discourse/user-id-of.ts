import type { JsonObject } from '../../source/source-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** The user that a row of a joined table belongs to, as the keys of a related file. */
export const userIdOf = (row: JsonObject): string[] => {
  const id = readText(row['user_id'])
  return id === undefined ? [] : [id]
}
