import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** `GET /api/v2/organizations/:id/members?fields=user_id,roles`, each row with `organization_id` added. */
export const auth0Members: RelatedFile = {
  name: 'members',
  title: 'Members of organizations, each with its organization_id',
  keysOf: keyedBy('user_id'),
  reduce: ({ organization_id = null, roles = null }) => ({ organization_id, roles }),
}

/** `GET /api/v2/roles/:id/users`, each row with the name of the role added. */
export const auth0Roles: RelatedFile = {
  name: 'roles',
  title: 'Users of roles: user_id and the name of the role',
  keysOf: keyedBy('user_id'),
  reduce: ({ name = null, role = null }) => ({ name: name ?? role }),
}

export const auth0Organizations = organizationsFile('Organizations of the Management API')

export const addAuth0Memberships = (
  user: UserRecord,
  userId: string | undefined,
  context: PresetContext,
): void => {
  if (userId === undefined) return
  for (const { organization_id = null, roles = null } of context.related('members', userId)) {
    const id = readText(organization_id)
    if (id === undefined) continue
    user.organizations.push(describeOrganization({ id, roles: readRoles(roles) }, context))
  }
}

export const addAuth0Roles = (user: UserRecord, userId: string | undefined, context: PresetContext): void => {
  if (userId === undefined) return
  for (const { name = null } of context.related('roles', userId)) {
    const role = readText(name)
    if (role !== undefined) user.roles.push(role)
  }
}

/** `[{ id, name }]`, or names. */
const readRoles = (value: Parameters<typeof readJsonCell>[0]): string[] => {
  const roles = readJsonCell(value)
  if (!Array.isArray(roles)) return readList(roles)
  return roles.flatMap((role) => readText(isObject(role) ? (role['name'] ?? role['id']) : role) ?? [])
}
