import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Names of the database, and the REST API's of the same. */
const columns = new Map<string, string>([
  ['_id', 'objectId'],
  ['_created_at', 'createdAt'],
  ['_updated_at', 'updatedAt'],
  ['_hashed_password', 'hashedPassword'],
  ['bcryptPassword', 'hashedPassword'],
  ['_password_changed_at', 'passwordChangedAt'],
])

const authData = '_auth_data_'

/** A row of the database as the REST API names its fields. */
export const renameParseColumns = (record: JsonObject): JsonObject => {
  const user: JsonObject = {}
  for (const column of Object.keys(record)) {
    const value: JsonValue = record[column] ?? null
    if (!column.startsWith(authData)) setPath(user, [columns.get(column) ?? column], value)
    else if (value !== null && value !== '') setPath(user, ['authData', column.slice(authData.length)], value)
  }
  return user
}
