import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Headings, letters only, and the API's names of them. */
const columns = new Map<string, string>([
  ['userid', 'userId'],
  ['loginid', 'loginIds'],
  ['loginids', 'loginIds'],
  ['displayname', 'name'],
  ['name', 'name'],
  ['email', 'email'],
  ['verifiedemail', 'verifiedEmail'],
  ['emailverified', 'verifiedEmail'],
  ['phone', 'phone'],
  ['verifiedphone', 'verifiedPhone'],
  ['phoneverified', 'verifiedPhone'],
  ['givenname', 'givenName'],
  ['middlename', 'middleName'],
  ['familyname', 'familyName'],
  ['status', 'status'],
  ['roles', 'roleNames'],
  ['rolenames', 'roleNames'],
  ['tenants', 'userTenants'],
  ['usertenants', 'userTenants'],
  ['picture', 'picture'],
  ['created', 'createdTime'],
  ['createdtime', 'createdTime'],
  ['customattributes', 'customAttributes'],
])

/** A row of the console's CSV as the API names its fields; anything else stays as it is. */
export const renameDescopeColumns = (record: JsonObject): JsonObject => {
  if (Array.isArray(record['loginIds'])) return record
  const user: JsonObject = {}
  for (const column of Object.keys(record)) {
    const value: JsonValue = record[column] ?? null
    setPath(user, [columns.get(column.toLowerCase().replace(/[^a-z]/g, '')) ?? column], value)
  }
  return user
}
