import type { Effects } from '../../effects/effects.js'
import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Send } from '../../logto/http/api-call.js'
import {
  createInvitation,
  type CreateInvitationBody,
  type Invitation,
  listInvitations,
} from '../../logto/calls/invitations.js'
import type { Refusal } from '../../logto/http/refusal.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'

export type InvitationOutcome =
  { state: 'sent' | 'existing'; id: string | undefined } | { state: 'skipped' | 'failed'; code: string }

export interface InvitationContext {
  send: Send
  effects: Effects
  /** How long to wait after an unknown outcome before looking whether it was applied. */
  settleMs: number
}

/** What is known of an invitation before this session sends anything. */
export interface BegunInvitation {
  /** An earlier attempt had no known outcome: look before sending. */
  mayExist: boolean
  /** By the target's clock, milliseconds since the epoch: nothing was sent for it before. */
  sinceMs: number
}

/** After so many unknown outcomes, each followed by a lookup, the invitation waits for the next resume. */
const maxUnknown = 4

/**
 * Creates one invitation at most once: Logto itself takes only one pending invitation of an address to an
 * organization, so one that was created without an answer is found again, however late it was applied.
 *
 * @throws {RetriesExhaustedError} when the target gave no usable answer again and again
 */
export const settleInvitation = async (
  context: InvitationContext,
  body: CreateInvitationBody,
  { mayExist, sinceMs }: BegunInvitation,
): Promise<InvitationOutcome> => {
  const { send, effects, settleMs } = context
  for (let attempt = 1; ; attempt += 1) {
    if (mayExist) {
      const found = await findPending(send, body)
      if (found !== undefined) return recognise(found, sinceMs)
    }
    try {
      const { value, refusal } = await createInvitation(send, body)
      return refusal === undefined
        ? { state: 'sent', id: value.id }
        : await judge(send, body, refusal, mayExist ? sinceMs : Infinity)
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) throw error
      if (attempt >= maxUnknown) {
        throw new RetriesExhaustedError(error.route, error.reason, error.status, attempt)
      }
      mayExist = true
      await effects.sleep(settleMs)
    }
  }
}

/** The list ignores case; the rule of one pending invitation does not. */
const findPending = async (
  send: Send,
  { organizationId, invitee }: CreateInvitationBody,
): Promise<Invitation | undefined> =>
  (await listInvitations(send, { organizationId, invitee })).find(
    (invitation) => invitation.status === 'Pending' && invitation.invitee === invitee,
  )

/** One from before this run's attempt is somebody else's. */
const recognise = ({ id, createdAt }: Invitation, sinceMs: number): InvitationOutcome => ({
  state: createdAt >= sinceMs ? 'sent' : 'existing',
  id,
})

const judge = async (
  send: Send,
  body: CreateInvitationBody,
  { code, status }: Refusal,
  sinceMs: number,
): Promise<InvitationOutcome> => {
  if (code === 'entity.unique_integrity_violation') {
    const found = await findPending(send, body)
    return found === undefined ? { state: 'existing', id: undefined } : recognise(found, sinceMs)
  }
  // The one refusal of this kind; an end in the past is a 400.
  if (status === 422 && code === 'request.invalid_input') return { state: 'skipped', code: 'already_member' }
  return { state: 'failed', code }
}
