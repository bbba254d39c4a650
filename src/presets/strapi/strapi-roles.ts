import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const strapiRoles = userRows(
  'roles',
  'Roles: user_id and name, from up_users_role_lnk (4: up_users_role_links) and up_roles',
  ['user_id'],
  ['name', 'type'],
)

/** Everybody who signs in has the role Authenticated unless there is another one. */
export const putStrapiRoles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const role = readObject(record['role'])
  const rows = [
    ...(role === undefined ? [] : [role]),
    ...readObjects(record['roles']),
    ...(user.id === undefined ? [] : context.related('roles', user.id)),
  ]
  for (const row of rows) {
    const name = readText(row['name'])
    const isEverybodys = readText(row['type']) === 'authenticated' || name === 'Authenticated'
    if (name !== undefined && !isEverybodys && !user.roles.includes(name)) user.roles.push(name)
  }
  const id = role === undefined ? readId(record['role']) : undefined
  if (rows.length === 0 && id !== undefined) user.migratedFrom['roleId'] = id
}
