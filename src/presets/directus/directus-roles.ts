import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** By the id of the role, not of the user. */
export const directusRoles: RelatedFile = {
  name: 'roles',
  title: 'Table directus_roles: id, name',
  keysOf: keyedBy('id'),
  reduce: (row) => ({ name: row['name'] ?? null }),
}

/** An id, or the role itself where the API was asked for `role.name`. */
export const putDirectusRole = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const role = readObject(record['role'])
  const id = readText(role === undefined ? record['role'] : role['id'])
  const listed = id === undefined ? undefined : context.related('roles', id)[0]
  const name = readText(role?.['name']) ?? readText(listed?.['name'])
  if (name !== undefined) user.roles.push(name)
  else if (id !== undefined) user.migratedFrom['roleId'] = id
}
