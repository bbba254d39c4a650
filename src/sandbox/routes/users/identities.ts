import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { guardBody } from '../../http/guard.js'
import { json } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import { toUserResponse } from '../../store/user-row.js'
import type { Identity, UserRow } from '../../store/user-row.js'
import { findUser } from '../find-row.js'
import { checkStorableJson } from '../storable.js'
import { identityGuard } from './user-guards.js'

const putIdentity = (call: ApiCall): Reply => {
  const { store } = call.context
  const [userId, target = ''] = call.params
  const { userId: identityId, details } = guardBody(identityGuard, call.body)
  const row = findUser(store, userId)
  checkTarget(target)
  checkStorableJson([target, identityId, details], call.rawBody)
  if (store.users.hasIdentity(target, identityId, row.id)) throw apiError('user.identity_already_in_use')
  const isNew = !Object.hasOwn(row.identities, target)
  const identity: Identity = { userId: identityId, ...(details && { details }) }
  const identities = { ...row.identities, [target]: identity }
  store.users.update(row, { identities }, call.context.now())
  return json(identities, isNew ? 201 : 200)
}

/** Logto writes the target into its query as it is: a quote breaks out of one of two kinds of quoting. */
const checkTarget = (target: string): void => {
  if (target.includes("'") || target.includes('\0')) throw internalError()
  if (/["{}\\]/.test(target)) throw apiError('entity.invalid_input')
}

const findIdentity = (call: ApiCall): { row: UserRow; target: string; identity: Identity } => {
  const [userId, target = ''] = call.params
  const row = findUser(call.context.store, userId)
  const identity = Object.hasOwn(row.identities, target) ? row.identities[target] : undefined
  if (!identity) throw apiError('user.identity_not_exist')
  return { row, target, identity }
}

const getIdentity = (call: ApiCall): Reply => json({ identity: findIdentity(call).identity })

const deleteIdentity = (call: ApiCall): Reply => {
  const { row, target } = findIdentity(call)
  const { [target]: _removed, ...identities } = row.identities
  call.context.store.users.update(row, { identities }, call.context.now())
  return json(toUserResponse(row))
}

export const identityRoutes = [
  route('PUT', '/api/users/:userId/identities/:target', putIdentity),
  route('GET', '/api/users/:userId/identities/:target', getIdentity),
  route('DELETE', '/api/users/:userId/identities/:target', deleteIdentity),
]
