import { AmbiguousOutcomeError } from '../logto/ambiguous-outcome-error.js'
import type { Answered } from '../logto/refusal.js'
import type { LogtoUser } from '../logto/user.js'
import { createUser } from '../logto/users.js'
import type { CreateUserBody } from '../plan/user-plan.js'
import type { ImportContext } from './import-context.js'
import { isOwnUser, isSamePerson } from './own-user.js'

export type CreateOutcome =
  | { kind: 'created' | 'adopted'; id: string }
  | { kind: 'existing'; id: string; code: string }
  | { kind: 'failed'; code: string; status: number | undefined }

/** After so many unknown outcomes, each followed by a lookup that found nobody, the record counts as failed. */
const maxUnknown = 4

/**
 * Brings one user into the target exactly once. An unknown outcome is never sent again before a lookup has
 * shown that nobody was created.
 *
 * @param mayExist an earlier attempt had no known outcome: look before sending
 */
export const settleUser = async (
  context: ImportContext,
  body: CreateUserBody,
  mayExist: boolean,
): Promise<CreateOutcome> => {
  let unknown: AmbiguousOutcomeError | undefined
  for (let attempt = 0; attempt < maxUnknown; attempt += 1) {
    if (mayExist) {
      const own = await context.findOwn(body)
      if (own !== undefined) return { kind: 'adopted', id: own.id }
    }
    try {
      return await judge(context, body, await createUser(context.send, body))
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) throw error
      unknown = error
      mayExist = true
      // The request may still be at work in the target; a lookup at once would miss it.
      await context.effects.sleep(context.settleMs, context.signal)
    }
  }
  const own = await context.findOwn(body)
  if (own !== undefined) return { kind: 'adopted', id: own.id }
  return { kind: 'failed', code: unknown?.reason ?? 'no_answer', status: unknown?.status }
}

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
  const [holder] = holders
  // Merging two accounts would hand one person's account to another.
  if (holders.length > 1) return { kind: 'failed', code: 'conflict_split', status }
  if (holder === undefined) return { kind: 'failed', code, status }
  if (isSamePerson(holder, body)) return { kind: 'existing', id: holder.id, code: 'already_imported' }
  if (context.onConflict === 'fail') return { kind: 'failed', code, status }
  return { kind: 'existing', id: holder.id, code }
}
