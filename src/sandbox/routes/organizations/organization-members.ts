import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { array, guardBody, object, string } from '../../http/guard.js'
import { pagedReply, readPage, slicePage } from '../../http/paginate.js'
import { created, json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import { removeMember } from '../../store/store.js'
import type { Store } from '../../store/store.js'
import { isUnanswerable, toUserInfo } from '../../store/user-row.js'
import type { UserRow } from '../../store/user-row.js'
import { toRoleReferences } from './organization-roles.js'

const someIds = array(string({ minLength: 1 }), 1)
const addGuard = object({ userIds: someIds })
const replaceGuard = object({ userIds: array(string({ minLength: 1 })) })
const assignGuard = object({ userIds: someIds, organizationRoleIds: someIds })

const listMembers = (call: ApiCall): Reply => {
  const { store } = call.context
  const [id = ''] = call.params
  const page = readPage(call)
  const found = filterMembers(call, id, store.memberships.usersOf(id))
  const rows = slicePage(found, page)
  if (rows.some(isUnanswerable)) throw internalError()
  const body = rows.map((row) => ({
    ...toUserInfo(row),
    organizationRoles: toRoleReferences(store, store.memberRoles.of(id, row.id)),
  }))
  return pagedReply(call, page, found.length, body)
}

const filterMembers = (call: ApiCall, id: string, members: readonly UserRow[]): readonly UserRow[] => {
  const wanted = call.query.get('q')?.toLowerCase()
  const roleId = call.query.get('organizationRoleId')
  if (!wanted && !roleId) return members
  const { memberRoles } = call.context.store
  return members.filter(
    (row) =>
      (!roleId || memberRoles.of(id, row.id).has(roleId)) &&
      (!wanted ||
        [row.id, row.primaryEmail, row.primaryPhone, row.username, row.name].some((text) =>
          text?.toLowerCase().includes(wanted),
        )),
  )
}

/** Idempotent, and all or none: one unknown id and nobody is added. */
const addMembers = (call: ApiCall): Reply => {
  const { store } = call.context
  const [id = ''] = call.params
  const { userIds } = guardBody(addGuard, call.body)
  checkReferences(store, id, userIds)
  for (const userId of userIds) store.memberships.add(id, userId)
  return json({ userIds }, 201)
}

const checkReferences = (store: Store, organizationId: string, userIds: readonly string[]): void => {
  const isKnown = store.organizations.has(organizationId) && userIds.every((id) => store.users.find(id))
  if (!isKnown) throw apiError('entity.relation_foreign_key_not_found')
}

const replaceMembers = (call: ApiCall): Reply => {
  const { store } = call.context
  const [id = ''] = call.params
  const { userIds } = guardBody(replaceGuard, call.body)
  if (userIds.length > 0) checkReferences(store, id, userIds)
  const wanted = new Set(userIds)
  for (const userId of store.memberships.userIdsOf(id)) {
    if (!wanted.has(userId)) removeMember(store, id, userId)
  }
  for (const userId of wanted) store.memberships.add(id, userId)
  return noContent
}

const deleteMember = ({ context, params }: ApiCall): Reply => {
  const [id = '', userId = ''] = params
  if (!removeMember(context.store, id, userId)) throw apiError('entity.not_found')
  return noContent
}

/** Idempotent, and all or none, like adding members. */
const assignRoles = (call: ApiCall): Reply => {
  const { store } = call.context
  const [id = ''] = call.params
  const { userIds, organizationRoleIds } = guardBody(assignGuard, call.body)
  const areMembers = userIds.every((userId) => store.memberships.has(id, userId))
  if (!areMembers) throw apiError('entity.relation_foreign_key_not_found')
  addMemberRoles(store, id, userIds, organizationRoleIds)
  return created
}

/** @throws ApiError 422 when a role is unknown, or is not for users */
export const addMemberRoles = (
  store: Store,
  organizationId: string,
  userIds: readonly string[],
  roleIds: readonly string[],
): void => {
  for (const roleId of roleIds) {
    const role = store.organizationRoles.get(roleId)
    if (!role) throw apiError('entity.relation_foreign_key_not_found')
    if (role.type !== 'User') throw apiError('entity.db_constraint_violated')
  }
  for (const userId of userIds) {
    for (const roleId of roleIds) store.memberRoles.add(organizationId, userId, roleId)
  }
}

export const organizationMemberRoutes = [
  route('GET', '/api/organizations/:id/users', listMembers),
  route('POST', '/api/organizations/:id/users', addMembers),
  route('PUT', '/api/organizations/:id/users', replaceMembers),
  route('DELETE', '/api/organizations/:id/users/:userId', deleteMember),
  route('POST', '/api/organizations/:id/users/roles', assignRoles),
]
