import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { guardBody, jsonObject, object } from '../../http/guard.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import { deleteUser } from '../../store/store.js'
import { isUnanswerable, toUserResponse } from '../../store/user-row.js'
import type { UserFields, UserRow } from '../../store/user-row.js'
import { createUser } from './create-user.js'
import { findUser } from '../find-row.js'
import { isYes } from '../is-yes.js'
import { hashPassword, isRightPassword } from './password-digest.js'
import { checkStorableJson } from '../storable.js'
import { checkEmailIsFree, checkPhoneIsFree, checkUsernameIsFree, toUserColumns } from './user-columns.js'
import { expirationGuard, passwordGuard, suspensionGuard, updateUserGuard } from './user-guards.js'
import { listUsers } from './list-users.js'

const findCalledUser = ({ context, params }: ApiCall): UserRow => findUser(context.store, params[0])

const getUser = (call: ApiCall): Reply => {
  const row = findCalledUser(call)
  if (isUnanswerable(row)) throw internalError()
  return json(toUserResponse(row, isYes(call.query.get('includePasswordHash'))))
}

const updateUser = (call: ApiCall): Reply => {
  const { context, rawBody } = call
  const body = guardBody(updateUserGuard, call.body)
  const row = findCalledUser(call)
  checkEmailIsFree(context.store, body.primaryEmail, row.id)
  checkPhoneIsFree(context.store, body.primaryPhone, row.id)
  checkUsernameIsFree(context.store, body.username, row.id)
  return changeUser(call, row, toUserColumns(body, rawBody))
}

const changeUser = (call: ApiCall, row: UserRow, changes: Partial<UserFields>): Reply => {
  call.context.store.users.update(row, changes, call.context.now())
  if (isUnanswerable(row)) throw internalError()
  return json(toUserResponse(row))
}

const suspendUser = (call: ApiCall): Reply => {
  const { isSuspended } = guardBody(suspensionGuard, call.body)
  return changeUser(call, findCalledUser(call), { isSuspended })
}

const setPassword = async (call: ApiCall): Promise<Reply> => {
  const { password } = guardBody(passwordGuard, call.body)
  findCalledUser(call)
  const stored = await hashPassword(password)
  return changeUser(call, findCalledUser(call), { ...stored, isPasswordExpired: false })
}

const expirePassword = (call: ApiCall): Reply => {
  const { isExpired } = guardBody(expirationGuard, call.body)
  const row = findCalledUser(call)
  const { enabled, validPeriodDays } = call.context.store.signInExperience.passwordExpiration
  if (isExpired && !(enabled && validPeriodDays)) {
    throw apiError('sign_in_experiences.password_expiration_not_enabled')
  }
  return changeUser(call, row, { isPasswordExpired: isExpired })
}

/** Not read-only: the first success replaces the digest by an Argon2i one. */
const verifyPassword = async (call: ApiCall): Promise<Reply> => {
  const { password } = guardBody(passwordGuard, call.body)
  await checkPassword(call, findCalledUser(call), password)
  return noContent
}

/** @throws ApiError 422 `session.invalid_credentials` */
export const checkPassword = async (
  { context }: Pick<ApiCall, 'context'>,
  row: UserRow,
  password: string,
): Promise<void> => {
  const { passwordDigest, passwordAlgorithm } = row
  if (!passwordDigest || !passwordAlgorithm) throw apiError('session.invalid_credentials')
  if (!(await isRightPassword({ passwordDigest, passwordAlgorithm }, password))) {
    throw apiError('session.invalid_credentials')
  }
  if (passwordAlgorithm === 'Argon2i') return
  const replacement = await hashPassword(password)
  if (context.store.users.find(row.id) === row) context.store.users.update(row, replacement, context.now())
}

const hasPassword = (call: ApiCall): Reply =>
  json({ hasPassword: findCalledUser(call).passwordDigest !== null })

const getCustomData = (call: ApiCall): Reply => json(findCalledUser(call).customData)

const replaceCustomData = (call: ApiCall): Reply => {
  const { customData } = guardBody(object({ customData: jsonObject }), call.body)
  const row = findCalledUser(call)
  checkStorableJson(customData, call.rawBody)
  // Unlike PATCH of the user, this one merges the first level.
  const merged = { ...row.customData, ...customData }
  call.context.store.users.update(row, { customData: merged }, call.context.now())
  return json(merged)
}

const removeUser = (call: ApiCall): Reply => {
  deleteUser(call.context.store, findCalledUser(call))
  return noContent
}

const countUsers = ({ context }: ApiCall): Reply => json({ totalUserCount: context.store.users.count })

export const userRoutes = [
  route('GET', '/api/users', listUsers),
  route('POST', '/api/users', createUser),
  route('GET', '/api/users/:userId', getUser),
  route('PATCH', '/api/users/:userId', updateUser),
  route('DELETE', '/api/users/:userId', removeUser),
  route('PATCH', '/api/users/:userId/is-suspended', suspendUser),
  route('PATCH', '/api/users/:userId/password', setPassword),
  route('PATCH', '/api/users/:userId/password/expiration', expirePassword),
  route('POST', '/api/users/:userId/password/verify', verifyPassword),
  route('GET', '/api/users/:userId/has-password', hasPassword),
  route('GET', '/api/users/:userId/custom-data', getCustomData),
  route('PATCH', '/api/users/:userId/custom-data', replaceCustomData),
  route('GET', '/api/dashboard/users/total', countUsers),
]
