import type { ApiCall } from '../../http/api-call.js'
import { apiError } from '../../http/api-error.js'
import { array, guardBody, object, optional, string } from '../../http/guard.js'
import { isPagingOff, pagedReply, readPage, slicePage } from '../../http/paginate.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import { addMemberRoles } from './organization-members.js'

const ids = optional(array(string({ minLength: 1 })))
const rolesGuard = object({ organizationRoleIds: ids, organizationRoleNames: ids })

interface Member {
  organizationId: string
  userId: string
}

const findMember = ({ context, params }: ApiCall): Member => {
  const [organizationId = '', userId = ''] = params
  if (!context.store.memberships.has(organizationId, userId))
    throw apiError('organization.require_membership')
  return { organizationId, userId }
}

const listMemberRoles = (call: ApiCall): Reply => {
  const { organizationRoles, memberRoles } = call.context.store
  const { organizationId, userId } = findMember(call)
  const roles = [...memberRoles.of(organizationId, userId)].flatMap((id) => organizationRoles.get(id) ?? [])
  if (isPagingOff(call)) return json(roles)
  const page = readPage(call)
  return pagedReply(call, page, roles.length, slicePage(roles, page))
}

const addRolesToMember = (call: ApiCall): Reply => {
  const { organizationId, userId } = findMember(call)
  const organizationRoleIds = readRoleIds(call)
  addMemberRoles(call.context.store, organizationId, [userId], organizationRoleIds)
  return json({ organizationRoleIds }, 201)
}

/** Ids and names of the body, as ids without repetition. */
const readRoleIds = (call: ApiCall): string[] => {
  const { organizationRoleIds = [], organizationRoleNames = [] } = guardBody(rolesGuard, call.body)
  const roles = [...call.context.store.organizationRoles.values()]
  const missing = organizationRoleNames.filter((name) => !roles.some((role) => role.name === name))
  if (missing.length > 0) {
    throw apiError('organization.role_names_not_found', { names: missing.join(', ') })
  }
  const named = roles.filter(({ name }) => organizationRoleNames.includes(name)).map(({ id }) => id)
  return [...new Set([...organizationRoleIds, ...named])]
}

const replaceMemberRoles = (call: ApiCall): Reply => {
  const { store } = call.context
  const { organizationId, userId } = findMember(call)
  const wanted = readRoleIds(call)
  addMemberRoles(store, organizationId, [userId], wanted)
  for (const roleId of store.memberRoles.of(organizationId, userId)) {
    if (!wanted.includes(roleId)) store.memberRoles.remove(organizationId, userId, roleId)
  }
  return noContent
}

const deleteMemberRole = (call: ApiCall): Reply => {
  const { organizationId, userId } = findMember(call)
  const [, , roleId = ''] = call.params
  if (!call.context.store.memberRoles.remove(organizationId, userId, roleId))
    throw apiError('entity.not_found')
  return noContent
}

const path = '/api/organizations/:id/users/:userId/roles'

export const memberRoleRoutes = [
  route('GET', path, listMemberRoles),
  route('POST', path, addRolesToMember),
  route('PUT', path, replaceMemberRoles),
  route('DELETE', `${path}/:organizationRoleId`, deleteMemberRole),
]
