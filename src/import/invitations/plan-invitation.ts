import { emailPattern, longestIdentifier } from '../../plan/fields/plan-email.js'
import { readInvitation, type SourceInvitation } from '../../presets/read-invitation.js'
import type { SourceOrganization } from '../../presets/user-record.js'
import type { SourceRecord } from '../../source/source-record.js'

/** What is to become of an invitation, as far as can be told without the target. */
export type InvitationPlan =
  | {
      kind: 'ready'
      email: string
      organization: SourceOrganization
      roles: string[]
      /** Milliseconds since the epoch. */
      expiresAtMs: number
      inviter: string | undefined
    }
  /** There is nothing to bring over. */
  | { kind: 'skipped'; code: string }
  /** It should come over and cannot. */
  | { kind: 'failed'; code: string }

/** An invitation that is about to end would be refused, or be of no use to anybody. */
const leastLifeMs = 60_000
const dayMs = 86_400_000

/** @default of `invitations.validDays` */
const defaultValidDays = 30

/**
 * @param nowMs by the target's clock
 * @param validDays life of an invitation whose end the source does not say
 */
export const planInvitationRow = (
  { record, problem }: Pick<SourceRecord, 'record' | 'problem'>,
  { nowMs, validDays = defaultValidDays }: { nowMs: number; validDays: number | undefined },
): InvitationPlan =>
  record === undefined
    ? { kind: 'failed', code: problem?.code ?? 'json_not_object' }
    : planInvitation(readInvitation(record), nowMs, validDays)

const planInvitation = (
  { email, organization, roles, status, expiresAtMs, inviter }: SourceInvitation,
  nowMs: number,
  validDays: number,
): InvitationPlan => {
  if (status === 'unknown') return { kind: 'failed', code: 'invitation_status_unknown' }
  if (status !== 'pending') return { kind: 'skipped', code: `invitation_${status}` }
  if (expiresAtMs !== undefined && expiresAtMs < nowMs + leastLifeMs) {
    return { kind: 'skipped', code: 'invitation_expired' }
  }
  if (organization === undefined) return { kind: 'skipped', code: 'invitation_without_organization' }
  if (email === undefined) return { kind: 'failed', code: 'invitee_missing' }
  if (email.length > longestIdentifier || !emailPattern.test(email)) {
    return { kind: 'failed', code: 'invitee_invalid' }
  }
  const end = expiresAtMs ?? Math.round(nowMs + validDays * dayMs)
  return { kind: 'ready', email, organization, roles, expiresAtMs: end, inviter }
}
