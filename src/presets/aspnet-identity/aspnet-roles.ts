import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

export const aspnetUserRoles: RelatedFile = {
  name: 'userRoles',
  title: 'Table AspNetUserRoles (UserId, RoleId), or a query with RoleName',
  keysOf: userIdOf,
  reduce: (row) => ({
    roleId: pickCell(row, 'RoleId', 'roleId') ?? null,
    name: pickCell(row, 'RoleName', 'roleName') ?? null,
  }),
}

export const aspnetRoles: RelatedFile = {
  name: 'roles',
  title: 'Table AspNetRoles (Id, Name)',
  keysOf: keyedBy('Id', 'id'),
  reduce: (row) => ({ name: pickCell(row, 'Name', 'name') ?? null }),
}

/** Roles by name: a role whose name is not known is a loss, because ids mean nothing to Logto. */
export const putAspnetRoles = (
  user: UserRecord,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  if (id === undefined) return
  for (const row of related('userRoles', id)) {
    const roleId = readText(row['roleId'])
    const named = roleId === undefined ? undefined : related('roles', roleId)[0]
    const name = readText(row['name']) ?? readText(named?.['name'])
    if (name !== undefined) user.roles.push(name)
    else {
      const detail = 'The name of a role is not known; join the table AspNetRoles as "roles".'
      user.losses.push({ kind: 'role', detail })
    }
  }
}
