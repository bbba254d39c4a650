import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { createId } from '../create-id.js'
import { array, boolean, guardBody, object, oneOf, optional, string } from '../http/guard.js'
import { pagedReply, readPage, slicePage } from '../http/paginate.js'
import { json, noContent } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import type { RoleRow } from '../store/rows.js'
import type { Store } from '../store/store.js'
import { findRole } from './find-row.js'
import { readSearch } from './users/read-search.js'
import { createMatcher } from './users/search-matcher.js'

const roleTypes = ['User', 'MachineToMachine'] as const
const name = string({ minLength: 1, maxLength: 128 })

const createRoleGuard = object({
  name,
  description: name,
  type: optional(oneOf(roleTypes)),
  isDefault: optional(boolean),
  scopeIds: optional(array(string({ minLength: 1 }))),
})

const updateRoleGuard = object({
  name: optional(name),
  description: optional(name),
  isDefault: optional(boolean),
})

const roleFields = {
  id: (role: RoleRow) => role.id,
  name: (role: RoleRow) => role.name,
  description: (role: RoleRow) => role.description,
}

const listRoles = (call: ApiCall): Reply => {
  const { store } = call.context
  const type = call.query.get('type')
  const excludedUserId = call.query.get('excludeUserId')
  const excluded = excludedUserId ? store.userRoles.groupIdsOf(excludedUserId) : new Set<string>()
  return answerRoles(
    call,
    [...store.roles.values()].filter((role) => (!type || role.type === type) && !excluded.has(role.id)),
    (role) => addCounts(store, role),
  )
}

/** One page of roles, filtered by `search…` parameters. */
export const answerRoles = (
  call: ApiCall,
  roles: readonly RoleRow[],
  toResponse: (role: RoleRow) => unknown = (role) => role,
): Reply => {
  const page = readPage(call)
  const matching = roles.filter(createMatcher(readSearch(call.query), roleFields))
  return pagedReply(call, page, matching.length, slicePage(matching, page).map(toResponse))
}

const addCounts = ({ userRoles, users }: Store, role: RoleRow): Record<string, unknown> => {
  const userIds = userRoles.userIdsOf(role.id)
  const featuredUsers = [...userIds].slice(0, 3).flatMap((userId) => {
    const row = users.find(userId)
    return row ? [{ id: row.id, avatar: row.avatar, name: row.name }] : []
  })
  return { ...role, usersCount: userIds.size, featuredUsers, applicationsCount: 0, featuredApplications: [] }
}

const createRole = (call: ApiCall): Reply => {
  const { store, random } = call.context
  const { scopeIds: _scopeIds, ...body } = guardBody(createRoleGuard, call.body)
  checkName(store, body.name)
  const id = createId(random, 21)
  const role: RoleRow = {
    tenantId: store.tenantId,
    id,
    name: body.name,
    description: body.description,
    type: body.type ?? 'User',
    isDefault: body.isDefault ?? false,
  }
  store.roles.set(id, role)
  return json(role)
}

const checkName = ({ roles }: Store, wanted: string, exceptId?: string): void => {
  if (wanted.startsWith('#internal:')) throw apiError('role.internal_role_violation')
  for (const role of roles.values()) {
    if (role.name === wanted && role.id !== exceptId) throw apiError('role.name_in_use', { name: wanted })
  }
}

const getRole = ({ context, params }: ApiCall): Reply => json(findRole(context.store, params[0]))

const updateRole = (call: ApiCall): Reply => {
  const body = guardBody(updateRoleGuard, call.body)
  const role = findRole(call.context.store, call.params[0])
  if (body.name !== undefined) checkName(call.context.store, body.name, role.id)
  Object.assign(role, body)
  return json(role)
}

const deleteRole = ({ context, params }: ApiCall): Reply => {
  const { id } = findRole(context.store, params[0])
  context.store.userRoles.removeGroup(id)
  context.store.roles.delete(id)
  return noContent
}

export const roleRoutes = [
  route('GET', '/api/roles', listRoles),
  route('POST', '/api/roles', createRole),
  route('GET', '/api/roles/:id', getRole),
  route('PATCH', '/api/roles/:id', updateRole),
  route('DELETE', '/api/roles/:id', deleteRole),
]
