import type { ApiCall } from '../../http/api-call.js'
import { apiError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import { array, guardBody, nullable, object, oneOf, optional, string } from '../../http/guard.js'
import { pagedReply, readPage, slicePage } from '../../http/paginate.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import type { OrganizationRoleRow } from '../../store/rows.js'
import { deleteOrganizationRole } from '../../store/store.js'
import type { Store } from '../../store/store.js'

const roleTypes = ['User', 'MachineToMachine'] as const
const name = string({ minLength: 1, maxLength: 128 })
const description = optional(nullable(string({ maxLength: 256 })))

const createGuard = object({
  name,
  description,
  type: optional(oneOf(roleTypes)),
  organizationScopeIds: optional(array(string())),
  resourceScopeIds: optional(array(string())),
})
const updateGuard = object({ name: optional(name), description })

/** Roles as other records carry them, by name. */
export const toRoleReferences = (
  { organizationRoles }: Store,
  roleIds: Iterable<string>,
): { id: string; name: string }[] => {
  const references: { id: string; name: string }[] = []
  for (const roleId of roleIds) {
    const role = organizationRoles.get(roleId)
    if (role) references.push({ id: role.id, name: role.name })
  }
  return references.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const listRoles = (call: ApiCall): Reply => {
  const page = readPage(call)
  const wanted = call.query.get('q')?.toLowerCase()
  const found = [...call.context.store.organizationRoles.values()].filter(
    (role) =>
      !wanted || [role.id, role.name, role.description].some((text) => text?.toLowerCase().includes(wanted)),
  )
  return pagedReply(call, page, found.length, slicePage(found, page).map(addScopes))
}

const addScopes = (role: OrganizationRoleRow): Record<string, unknown> => ({
  ...role,
  scopes: [],
  resourceScopes: [],
})

const createRole = (call: ApiCall): Reply => {
  const { store, random } = call.context
  const body = guardBody(createGuard, call.body)
  checkName(store, body.name)
  const role: OrganizationRoleRow = {
    tenantId: store.tenantId,
    id: createId(random, 21),
    name: body.name,
    description: body.description ?? null,
    type: body.type ?? 'User',
  }
  store.organizationRoles.set(role.id, role)
  return json(role, 201)
}

const checkName = ({ organizationRoles }: Store, wanted: string, exceptId?: string): void => {
  for (const role of organizationRoles.values()) {
    if (role.name === wanted && role.id !== exceptId) throw apiError('entity.unique_integrity_violation')
  }
}

const getRole = ({ context, params }: ApiCall): Reply => {
  const role = context.store.organizationRoles.get(params[0] ?? '')
  if (!role) throw apiError('entity.not_found')
  return json(addScopes(role))
}

const updateRole = (call: ApiCall): Reply => {
  const { store } = call.context
  const body = guardBody(updateGuard, call.body)
  const role = store.organizationRoles.get(call.params[0] ?? '')
  if (!role) throw apiError('entity.not_exists', { name: 'organization_role' })
  if (body.name !== undefined) checkName(store, body.name, role.id)
  Object.assign(role, body)
  return json(role)
}

const deleteRole = ({ context, params }: ApiCall): Reply => {
  if (!deleteOrganizationRole(context.store, params[0] ?? '')) throw apiError('entity.not_found')
  return noContent
}

export const organizationRoleRoutes = [
  route('GET', '/api/organization-roles', listRoles),
  route('POST', '/api/organization-roles', createRole),
  route('GET', '/api/organization-roles/:id', getRole),
  route('PATCH', '/api/organization-roles/:id', updateRole),
  route('DELETE', '/api/organization-roles/:id', deleteRole),
]
