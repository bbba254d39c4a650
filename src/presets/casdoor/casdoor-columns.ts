import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Columns of the table (`display_name`) as the API names them (`displayName`). */
export const renameCasdoorColumns = (record: JsonObject): JsonObject => {
  if (!('display_name' in record)) return record
  const user: JsonObject = {}
  for (const column of Object.keys(record)) {
    const value: JsonValue = record[column] ?? null
    setPath(user, [column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())], value)
  }
  return user
}
