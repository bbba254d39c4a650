import { AmbiguousOutcomeError } from '../logto/ambiguous-outcome-error.js'
import type { Answered } from '../logto/refusal.js'
import { RetriesExhaustedError } from '../logto/retries-exhausted-error.js'
import type { LogtoUser } from '../logto/user.js'
import { createUser } from '../logto/users.js'
import type { CreateUserBody } from '../plan/user-plan.js'
import type { ImportContext } from './import-context.js'
import { isFromSameSystem, isOwnUser, isSamePerson } from './own-user.js'

export type CreateOutcome =
  | { kind: 'created' | 'adopted'; id: string }
  | { kind: 'existing'; id: string; code: string }
  /** Somebody is there and is to get the content of the record. */
  | { kind: 'update'; user: LogtoUser }
  /** Somebody of an earlier pass has an identifier, and may lose it in this pass: to be tried once more. */
  | { kind: 'deferred'; holderIds: string[] }
  | { kind: 'failed'; code: string; status: number | undefined }

/** What is known of a record before this session sends anything. */
export interface Begun {
  /** An earlier attempt had no known outcome: look before sending. */
  mayExist: boolean
  /** Milliseconds since the start of the run: nothing was sent for the record before. */
  sinceMs: number
}

/** After so many unknown outcomes, each followed by a lookup that found nobody, the record waits or fails. */
const maxUnknown = 4
/**
 * A request whose connection broke, or whose sender was killed, may still be at work in the target. Logto itself
 * refuses the second user with one identifier; for users without any, the lookup waits until so long after.
 */
const lateCommitMs = 3000

/**
 * Brings one user into the target exactly once. An unknown outcome is never sent again before a lookup has
 * shown that nobody was created.
 *
 * @throws {RetriesExhaustedError} when the target gave no usable answer again and again; the record stays begun
 */
export const settleUser = async (
  context: ImportContext,
  body: CreateUserBody,
  begun: Begun,
): Promise<CreateOutcome> => {
  const outcome = await createOrAdopt(context, body, begun)
  if (outcome.kind === 'created' || outcome.kind === 'adopted') context.claim(body, outcome.id)
  return outcome
}

const createOrAdopt = async (
  context: ImportContext,
  body: CreateUserBody,
  { mayExist, sinceMs }: Begun,
): Promise<CreateOutcome> => {
  const { effects, signal, settleMs } = context
  const quietMs = hasIdentifier(body) ? settleMs : Math.max(settleMs, lateCommitMs)
  if (mayExist && !hasIdentifier(body)) {
    await effects.sleep(Math.min(quietMs, Math.max(0, sinceMs + quietMs - context.at())), signal)
  }
  for (let attempt = 1; ; attempt += 1) {
    if (mayExist) {
      const own = await context.findOwn(body, sinceMs)
      if (own !== undefined) return { kind: 'adopted', id: own.id }
    }
    try {
      return await judge(context, body, await createUser(context.send, body))
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) throw error
      mayExist = true
      // A lookup at once would miss a request that is still at work.
      await effects.sleep(quietMs, signal)
      if (attempt < maxUnknown) continue
      const own = await context.findOwn(body, sinceMs)
      if (own !== undefined) return { kind: 'adopted', id: own.id }
      // A 500 again and again is about this record; anything else is about the target.
      if (error.reason === 'server_error') {
        return { kind: 'failed', code: error.reason, status: error.status }
      }
      throw new RetriesExhaustedError(error.route, error.reason, error.status, attempt)
    }
  }
}

const hasIdentifier = (body: CreateUserBody): boolean =>
  body.primaryEmail !== undefined || body.primaryPhone !== undefined || body.username !== undefined

const judge = async (
  context: ImportContext,
  body: CreateUserBody,
  { value, refusal }: Answered<LogtoUser>,
): Promise<CreateOutcome> => {
  if (refusal === undefined) return { kind: 'created', id: value.id }
  const { code, status } = refusal
  if (!code.endsWith('_already_in_use')) return { kind: 'failed', code, status }
  return judgeConflict(context, body, code, status)
}

/** Tells apart: our own earlier attempt, the same person from another run, somebody else, several others. */
const judgeConflict = async (
  context: ImportContext,
  body: CreateUserBody,
  code: string,
  status: number,
): Promise<CreateOutcome> => {
  const holders = await context.findHolders(body)
  const own = holders.find((user) => isOwnUser(user, body, context.runStartedAtMs))
  if (own !== undefined) return { kind: 'adopted', id: own.id }
  const holderIds = holders.map(({ id }) => id)
  if (context.mayBeFreed(holderIds)) return { kind: 'deferred', holderIds }
  const [holder] = holders
  // Merging two accounts would hand one person's account to another.
  if (holders.length > 1) return { kind: 'failed', code: 'conflict_split', status }
  if (holder === undefined) return { kind: 'failed', code, status }
  const isSame = isSamePerson(holder, body)
  // The source itself says that they are two: the account of one must not become the other's.
  if (context.onConflict === 'update' && (isSame || !isFromSameSystem(holder, body))) {
    return { kind: 'update', user: holder }
  }
  if (isSame) return { kind: 'existing', id: holder.id, code: 'already_imported' }
  if (context.onConflict !== 'skip') return { kind: 'failed', code, status }
  return { kind: 'existing', id: holder.id, code }
}
