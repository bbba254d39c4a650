import { ApiError, apiError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import type { SandboxContext } from '../../sandbox-context.js'
import { askAction } from '../../scripts/ask-action.js'
import type { SignInIdentifier } from '../../scripts/ask-action.js'
import type { UserRow } from '../../store/user-row.js'
import { addLog } from '../add-log.js'
import { checkPassword } from './users.js'

export interface SignInResult {
  userId: string
  signedInAt: number
}

/**
 * A person signing in with username, e-mail or phone and password, as the sign-in page of Logto does it: the
 * audit log gets the same keys, the user `lastSignInAt` and, the first time, an Argon2i digest.
 *
 * @throws ApiError as Logto's sign-in page would get it
 */
export const signIn = async (
  context: SandboxContext,
  identifier: string,
  password: string,
): Promise<SignInResult> => {
  const found = findByIdentifier(context, identifier)
  const row = await verifyWithLog(context, readIdentifier(identifier), found, password)
  const { id: userId } = row
  const verification = {
    id: createId(context.random, 21),
    type: 'Password',
    identifier: readIdentifier(identifier),
    verified: true,
  }
  const payload = { verificationId: verification.id }
  if (row.isSuspended) {
    const error = apiError('user.suspended')
    logStep(context, 'Identifier.Submit', { result: 'Error', payload, verification, error: error.body })
    throw error
  }
  logStep(context, 'Identifier.Submit', { result: 'Success', payload, verification })
  const signedInAt = context.now()
  context.store.users.update(row, { lastSignInAt: signedInAt }, signedInAt)
  const interaction = { interactionEvent: 'SignIn', userId, verificationRecords: [verification] }
  logStep(context, 'Submit', { result: 'Success', interaction, userId })
  return { userId, signedInAt }
}

const findByIdentifier = ({ store }: SandboxContext, identifier: string): UserRow | undefined => {
  const { users, signInExperience } = store
  const lower = identifier.toLowerCase()
  for (const row of users.emails.rowsOf(lower)) return row
  for (const row of users.phones.rowsOf(identifier.replace(/^\+/, ''))) return row
  for (const row of users.usernames.rowsOf(lower)) {
    if (!signInExperience.usernamePolicy.caseSensitive || row.username === identifier) return row
  }
  return undefined
}

/** Only the last step is logged with a user id, as in Logto: before it the identifier tells who was meant. */
const verifyWithLog = async (
  context: SandboxContext,
  identifier: SignInIdentifier,
  found: UserRow | undefined,
  password: string,
): Promise<UserRow> => {
  const payload = { identifier, password: '******' }
  try {
    const row = await verifyOrAskAction(context, identifier, found, password)
    logStep(context, 'Verification.Password.Submit', { result: 'Success', payload })
    return row
  } catch (error) {
    const body = error instanceof ApiError ? error.body : { message: String(error) }
    logStep(context, 'Verification.Password.Submit', { result: 'Error', payload, error: body })
    throw error
  }
}

/** The action is asked only where Logto does not know the password, and never for a suspended user. */
const verifyOrAskAction = async (
  context: SandboxContext,
  identifier: SignInIdentifier,
  found: UserRow | undefined,
  password: string,
): Promise<UserRow> => {
  try {
    if (!found) throw apiError('session.invalid_credentials')
    await checkPassword({ context }, found, password)
    return found
  } catch (error) {
    const isWrong = error instanceof ApiError && error.body.code === 'session.invalid_credentials'
    if (!isWrong || found?.isSuspended === true) throw error
    const row = await askAction(context, identifier, found, password)
    if (!row) throw error
    return row
  }
}

const readIdentifier = (value: string): SignInIdentifier => {
  if (value.includes('@')) return { type: 'email', value }
  return { type: /^\+?\d+$/.test(value) ? 'phone' : 'username', value }
}

const logStep = (context: SandboxContext, step: string, payload: Record<string, unknown>): void =>
  addLog(context, `Interaction.SignIn.${step}`, {
    ip: '127.0.0.1',
    applicationId: 'sandbox-sign-in',
    ...payload,
  })
