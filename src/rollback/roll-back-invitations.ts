import pLimit from 'p-limit'
import type { Send } from '../logto/http/api-call.js'
import { deleteEntity } from '../logto/calls/delete-entity.js'
import { type Invitation, listInvitations } from '../logto/calls/invitations.js'
import { RetriesExhaustedError } from '../logto/retry/retries-exhausted-error.js'
import type { RollbackPermissions } from './judge-user.js'
import type { Ledger } from './ledger.js'
import type { InvitationCounts } from './rollback-report.js'

export interface RollBackInvitationsOptions {
  send: Send
  /** Undefined in a dry run: nothing is deleted. */
  ledger: Ledger | undefined
  /** Logto ids of the invitations that the run created. */
  ids: ReadonlySet<string>
  allowed: RollbackPermissions
  /** How those stand that earlier sessions have settled; changed in place. */
  counts: InvitationCounts
  stop: AbortSignal
}

const requestsAtOnce = 8

/**
 * Deletes the invitations that the run created, one request each after one list of all. One that somebody has accepted
 * stays, unless changes are allowed: the membership that came of it is not the run's.
 */
export const rollBackInvitations = async (options: RollBackInvitationsOptions): Promise<void> => {
  const { send, ledger, ids, counts, stop } = options
  const settled = ledger?.state.invitations
  const open = [...ids].filter((id) => settled?.has(id) !== true)
  if (open.length === 0) return
  const present = new Map((await listInvitations(send, {}, stop)).map((each) => [each.id, each]))
  const limit = pLimit(requestsAtOnce)
  await Promise.all(
    open.map((id) =>
      limit(async () => {
        stop.throwIfAborted()
        const did = await settleInvitation(options, id, present.get(id))
        ledger?.note({ t: 'invitation', id, did })
        counts[did] += 1
      }),
    ),
  )
}

const settleInvitation = async (
  { send, ledger, allowed }: RollBackInvitationsOptions,
  id: string,
  now: Invitation | undefined,
): Promise<'deleted' | 'gone' | 'kept' | 'failed'> => {
  if (now === undefined) return 'gone'
  if (now.status === 'Accepted' && !allowed.changed) return 'kept'
  if (ledger === undefined) return 'deleted'
  try {
    const { refusal } = await deleteEntity(send, 'organization-invitations', id)
    return refusal === undefined ? 'deleted' : 'failed'
  } catch (error) {
    if (error instanceof RetriesExhaustedError) return 'failed'
    throw error
  }
}
