import { apiError } from '../http/api-error.js'
import { isPlainObject, optional, strictObject, string, jsonObject, nullable } from '../http/guard.js'
import type { Guard } from '../http/guard.js'
import { addLog } from '../routes/add-log.js'
import { addUser } from '../routes/users/create-user.js'
import { hashPassword } from '../routes/users/password-digest.js'
import { normalizePhone } from '../routes/users/normalize-phone.js'
import { checkEmailIsFree, checkPhoneIsFree, checkUsernameIsFree } from '../routes/users/user-columns.js'
import type { SandboxContext } from '../sandbox-context.js'
import type { UserFields, UserRow } from '../store/user-row.js'
import { runActionScript } from './run-script.js'
import type { ScriptOutcome } from './script-runner.js'

export interface SignInIdentifier {
  type: 'email' | 'phone' | 'username'
  value: string
}

const actionKey = 'action.postFirstFactorVerification'
const text = optional(nullable(string()))

/** What an action may set. Anything else, a password too, makes the answer a wrong password. */
const patchGuard = strictObject({
  name: text,
  avatar: text,
  username: text,
  primaryEmail: text,
  primaryPhone: text,
  profile: optional(jsonObject),
  customData: optional(jsonObject),
})
type Patch = typeof patchGuard extends Guard<infer T> ? T : never

/**
 * Asks the action whether a password that Logto does not know is right after all, and stores it when it is.
 *
 * @returns undefined when the password stays wrong
 * @throws ApiError where the action wants what it may not
 */
export const askAction = async (
  context: SandboxContext,
  identifier: SignInIdentifier,
  found: UserRow | undefined,
  password: string,
): Promise<UserRow | undefined> => {
  const action = context.store.actions.get(actionKey)
  if (action?.enabled !== true || context.settings.actions !== 'available') return undefined
  const user = found ? toActionUser(found) : null
  const event = { key: actionKey, interactionEvent: 'SignIn', verificationType: 'Password', identifier, user }
  const startedAt = context.now()
  const outcome = await runActionScript(context, action, { ...event, password })
  logRun(context, { ...event, userId: found?.id }, outcome, context.now() - startedAt)
  const answer = outcome.isDone ? readAnswer(outcome.value) : undefined
  if (!answer) return undefined
  checkIdentifierIsKept(identifier, answer.patch)
  if ((answer.action === 'updateUser') !== (user !== null)) throw apiError('session.identity_conflict')
  checkIsFree(context, answer.patch, found?.id)
  const stored = await hashPassword(password)
  if (!found) return addUser(context, { ...columnOf(identifier), ...answer.patch, ...stored })
  // Logto merges customData at the top level; whoever answers with part of a member loses the rest of it.
  const customData = { ...found.customData, ...answer.patch.customData }
  const changes: Partial<UserFields> = { ...answer.patch, customData, ...stored, isPasswordExpired: false }
  context.store.users.update(found, changes, context.now())
  return found
}

const toActionUser = (row: UserRow): Record<string, unknown> => {
  const { id, username, primaryEmail, primaryPhone, name, avatar, customData, profile } = row
  return { id, username, primaryEmail, primaryPhone, name, avatar, customData, profile }
}

const readAnswer = (
  value: unknown,
): { action: 'updateUser' | 'createUser'; patch: Partial<Patch> } | undefined => {
  if (!isPlainObject(value) || value.passwordVerified !== true) return undefined
  const { action, user } = value
  if (action !== 'updateUser' && action !== 'createUser') return undefined
  const issues: Parameters<typeof patchGuard>[1] = []
  const patch = patchGuard(user, issues)
  return issues.length === 0 ? { action, patch } : undefined
}

const checkIdentifierIsKept = ({ type, value }: SignInIdentifier, patch: Partial<Patch>): void => {
  const returned = { email: patch.primaryEmail, phone: patch.primaryPhone, username: patch.username }[type]
  const isKept =
    returned === undefined || (typeof returned === 'string' && fold(type, returned) === fold(type, value))
  if (!isKept) throw apiError('action.sign_in_identifier_changed', {}, { data: { identifierType: type } })
}

const fold = (type: SignInIdentifier['type'], value: string): string => {
  if (type === 'email') return value.toLowerCase()
  return type === 'phone' ? (normalizePhone(value.replace(/^\+/, ''))?.plain ?? value) : value
}

const checkIsFree = ({ store }: SandboxContext, patch: Partial<Patch>, exceptId?: string): void => {
  checkUsernameIsFree(store, patch.username, exceptId)
  checkEmailIsFree(store, patch.primaryEmail, exceptId)
  checkPhoneIsFree(store, patch.primaryPhone, exceptId)
}

const columnOf = ({ type, value }: SignInIdentifier): Partial<UserFields> => {
  if (type === 'email') return { primaryEmail: value }
  return type === 'phone' ? { primaryPhone: value.replace(/^\+/, '') } : { username: value }
}

/** An entry of its own in the audit log, without the password and without what the script answered. */
const logRun = (
  context: SandboxContext,
  { userId, user: _user, ...event }: Record<string, unknown> & { userId: string | undefined },
  outcome: ScriptOutcome,
  durationMs: number,
): void => {
  const ended = outcome.isDone
    ? { result: 'Success', decision: readAnswer(outcome.value)?.action ?? 'noop' }
    : { result: 'Error', decision: 'rejectInvalidCredentials', actionError: { message: outcome.message } }
  addLog(context, 'Action.PostFirstFactorVerification', {
    ...ended,
    actionType: actionKey,
    runtimeLocation: 'local',
    durationMs,
    event: { ...event, userId },
    ...(userId !== undefined && { userId }),
  })
}
