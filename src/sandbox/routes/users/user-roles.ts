import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { array, guardBody, object, string } from '../../http/guard.js'
import { created, json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import type { Store } from '../../store/store.js'
import { findRole, findUser } from '../find-row.js'
import { answerMatchingUsers } from './list-users.js'
import { answerRoles } from '../roles.js'

const ids = array(string({ minLength: 1 }))
const userIdsGuard = object({ userIds: array(string({ minLength: 1 }), 1) })
const roleIdsGuard = object({ roleIds: ids })

const listUsersOfRole = (call: ApiCall): Reply => {
  const { store } = call.context
  return answerMatchingUsers(call, store.userRoles.usersOf(findRole(store, call.params[0]).id))
}

/** All or none: refused when one of the users has the role already. */
const assignUsers = (call: ApiCall): Reply => {
  const { store } = call.context
  const { userIds } = guardBody(userIdsGuard, call.body)
  const role = findRole(store, call.params[0])
  const holder = userIds.find((userId) => store.userRoles.has(role.id, userId))
  if (holder !== undefined) throw apiError('role.user_exists', { userId: holder })
  for (const userId of userIds) findUser(store, userId)
  // The database's unique key and its check of the role's type are not foreseen by Logto.
  if (new Set(userIds).size < userIds.length) throw internalError()
  if (role.type !== 'User') throw apiError('entity.db_constraint_violated')
  for (const userId of userIds) store.userRoles.add(role.id, userId)
  return created
}

const removeUserFromRole = ({ context, params }: ApiCall): Reply => {
  const [roleId = '', userId = ''] = params
  return removeRoleOfUser(context.store, roleId, userId)
}

const listRolesOfUser = (call: ApiCall): Reply => {
  const { store } = call.context
  const row = findUser(store, call.params[0])
  const roles = [...store.userRoles.groupIdsOf(row.id)].flatMap((id) => store.roles.get(id) ?? [])
  return answerRoles(call, roles)
}

/** Idempotent: roles that the user has already are passed over. */
const addRolesToUser = (call: ApiCall): Reply => {
  const { store } = call.context
  const { roleIds } = guardBody(roleIdsGuard, call.body)
  const row = findUser(store, call.params[0])
  const addedRoleIds = roleIds.filter((id) => !store.userRoles.has(id, row.id))
  if (addedRoleIds.some((id) => store.roles.get(id)?.type === 'MachineToMachine')) {
    throw apiError('user.invalid_role_type')
  }
  addRoles(store, row.id, addedRoleIds)
  return json({ roleIds, addedRoleIds }, 201)
}

const replaceRolesOfUser = (call: ApiCall): Reply => {
  const { store } = call.context
  const { roleIds } = guardBody(roleIdsGuard, call.body)
  const row = findUser(store, call.params[0])
  const held = [...store.userRoles.groupIdsOf(row.id)]
  const wanted = new Set(roleIds)
  addRoles(
    store,
    row.id,
    roleIds.filter((id) => !held.includes(id)),
  )
  for (const id of held) if (!wanted.has(id)) store.userRoles.remove(id, row.id)
  return json({ roleIds: [...wanted] })
}

const addRoles = (store: Store, userId: string, roleIds: readonly string[]): void => {
  const roles = roleIds.map((id) => findRole(store, id))
  if (new Set(roleIds).size < roleIds.length) throw internalError()
  if (roles.some(({ type }) => type !== 'User')) throw apiError('entity.db_constraint_violated')
  for (const { id } of roles) store.userRoles.add(id, userId)
}

const removeUserRole = ({ context, params }: ApiCall): Reply => {
  const [userId = '', roleId = ''] = params
  return removeRoleOfUser(context.store, roleId, userId)
}

const removeRoleOfUser = ({ userRoles }: Store, roleId: string, userId: string): Reply => {
  if (!userRoles.remove(roleId, userId)) throw apiError('entity.not_found')
  return noContent
}

export const userRoleRoutes = [
  route('GET', '/api/roles/:id/users', listUsersOfRole),
  route('POST', '/api/roles/:id/users', assignUsers),
  route('DELETE', '/api/roles/:id/users/:userId', removeUserFromRole),
  route('GET', '/api/users/:userId/roles', listRolesOfUser),
  route('POST', '/api/users/:userId/roles', addRolesToUser),
  route('PUT', '/api/users/:userId/roles', replaceRolesOfUser),
  route('DELETE', '/api/users/:userId/roles/:roleId', removeUserRole),
]
