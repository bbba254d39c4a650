import type { JsonObject } from '../../source/source-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'

/** The user that a row of a joined table belongs to, as the keys of a related file. */
export const userIdOf = (row: JsonObject): string[] => {
  const id = readId(pickCell(row, 'userId', 'user_id', 'userid'))
  return id === undefined ? [] : [id]
}
