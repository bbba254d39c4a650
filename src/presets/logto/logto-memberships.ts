import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { isObject, readArray, readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

const keysOf = keyedBy('userId', 'user_id')

/** Rows of `GET /api/users/:id/roles`, each with the user's id added as `userId`. */
export const logtoRoles: RelatedFile = {
  name: 'roles',
  title: 'Roles of users: userId and name',
  keysOf,
  reduce: (row) => ({ name: pickCell(row, 'name', 'roleName', 'role_name') ?? null }),
}

/** Rows of `GET /api/users/:id/organizations`, each with the user's id added as `userId`. */
export const logtoOrganizations: RelatedFile = {
  name: 'organizations',
  title: 'Organizations of users: userId, name and organizationRoles',
  keysOf,
  reduce: (row) => ({
    name: pickCell(row, 'name', 'organizationName', 'organization_name') ?? null,
    organizationRoles: pickCell(row, 'organizationRoles', 'organization_roles') ?? null,
  }),
}

/** Ids of roles and organizations belong to the old tenant, so they are told apart by name. */
export const putMemberships = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  const roles = [...(readArray(record['roles']) ?? []), ...(id === undefined ? [] : related('roles', id))]
  user.roles = roles.flatMap((role) => nameOf(role) ?? [])
  const organizations = [
    ...(readArray(record['organizations']) ?? []),
    ...(id === undefined ? [] : related('organizations', id)),
  ]
  for (const organization of organizations) {
    const name = nameOf(organization)
    if (name === undefined) continue
    const own = isObject(organization) ? (readArray(organization['organizationRoles']) ?? []) : []
    user.organizations.push({ name, roles: own.flatMap((role) => nameOf(role) ?? []) })
  }
}

const nameOf = (value: JsonObject[string]): string | undefined => {
  const entry = readJsonCell(value)
  return readText(isObject(entry) ? entry['name'] : entry)
}
