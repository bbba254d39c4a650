import type { LogtoUser } from '../../logto/calls/user.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { CreateOutcome } from './create-outcome.js'
import type { ImportContext } from '../import-context.js'
import { isFromSameSystem, isOwnUser, isSamePerson } from './run-mark.js'

/**
 * Tells apart who has the identifiers of a record: our own earlier attempt, the same person from another run, somebody
 * else, several others.
 *
 * @param code of the refusal
 * @param holders everybody who has one of the body's identifiers
 */
export const judgeConflict = (
  context: Pick<ImportContext, 'runStartedAtMs' | 'mayBeFreed' | 'onConflict'>,
  body: CreateUserBody,
  code: string,
  holders: readonly LogtoUser[],
  status: number,
): CreateOutcome => {
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
