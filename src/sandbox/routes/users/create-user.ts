import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import { guardBody, isPlainObject, object, string } from '../../http/guard.js'
import { json } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import type { SandboxContext } from '../../sandbox-context.js'
import { isUnanswerable, toUserResponse } from '../../store/user-row.js'
import type { UserFields, UserRow } from '../../store/user-row.js'
import { checkLegacyDigest, hashPassword } from './password-digest.js'
import type { StoredPassword } from './password-digest.js'
import { toStoredText } from '../storable.js'
import { checkEmailIsFree, checkPhoneIsFree, checkUsernameIsFree, toUserColumns } from './user-columns.js'
import { createUserGuard } from './user-guards.js'
import type { CreateUserBody } from './user-guards.js'

/** `POST /api/users` */
export const createUser = (call: ApiCall): Reply | Promise<Reply> => {
  const body = guardBody(createUserGuard, call.body)
  checkPassword(body)
  checkIdentifiersAreFree(call, body)
  if (body.passwordAlgorithm === 'Legacy') checkLegacyDigest(body.passwordDigest)
  if (body.password === undefined) return insertUser(call, body, toStoredDigest(body))
  return hashPassword(body.password).then((password) => {
    // Others may have come in while the password was hashed; the database's unique columns would tell.
    checkIdentifiersAreFree(call, body)
    return insertUser(call, body, password)
  })
}

const checkPassword = ({ password, passwordDigest, passwordAlgorithm }: CreateUserBody): void => {
  if (password && passwordDigest) throw apiError('user.password_and_digest')
  if (passwordDigest && !passwordAlgorithm) throw apiError('user.password_algorithm_required')
}

const checkIdentifiersAreFree = (call: ApiCall, body: CreateUserBody): void => {
  const { store } = call.context
  checkUsernameIsFree(store, body.username)
  checkEmailIsFree(store, body.primaryEmail)
  checkPhoneIsFree(store, body.primaryPhone)
}

/** Without its algorithm, or empty, a digest is no password. */
const toStoredDigest = ({
  passwordDigest,
  passwordAlgorithm,
}: CreateUserBody): StoredPassword | undefined => {
  const digest = toStoredText(passwordDigest, 256)
  return digest && passwordAlgorithm ? { passwordDigest: digest, passwordAlgorithm } : undefined
}

const insertUser = (call: ApiCall, body: CreateUserBody, password: StoredPassword | undefined): Reply => {
  const { context, rawBody } = call
  const row = addUser(context, { ...toUserColumns(body, rawBody), ...password }, readKeptId(call))
  if (isUnanswerable(row)) throw internalError()
  return json(toUserResponse(row))
}

/** Adds a user with the default roles of the tenant. */
export const addUser = (
  { store, random, now }: SandboxContext,
  columns: Partial<UserFields>,
  keptId?: string,
): UserRow => {
  let id = keptId ?? createId(random, 12)
  while (store.users.find(id)) id = createId(random, 12)
  const row = store.users.add(id, { ...emptyFields, ...columns }, now())
  for (const role of store.roles.values()) {
    if (role.isDefault && role.type === 'User') store.userRoles.add(role.id, id)
  }
  return row
}

/** Where the sandbox is told to take ids; else an `id` is dropped like every other unknown member. */
const readKeptId = ({ context, body }: ApiCall): string | undefined => {
  const { keepsIds } = context.settings
  const id: unknown = keepsIds !== false && isPlainObject(body) ? body.id : undefined
  if (id === undefined) return undefined
  if (keepsIds === 'refused') throw apiError('request.feature_not_supported')
  const kept = guardBody(object({ id: string({ pattern: /^[\w.@:+=|-]{1,128}$/ }) }), { id }).id
  if (context.store.users.find(kept)) throw apiError('user.id_already_in_use')
  return kept
}

/** Of a user of whom nothing is known. */
export const emptyFields: UserFields = {
  username: null,
  primaryEmail: null,
  primaryPhone: null,
  name: null,
  avatar: null,
  customData: {},
  profile: {},
  identities: {},
  passwordDigest: null,
  passwordAlgorithm: null,
  mfaFactors: [],
  isSuspended: false,
  isPasswordExpired: false,
  lastSignInAt: null,
}
