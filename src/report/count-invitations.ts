import type { InvitationRecord } from '../checkpoint/checkpoint-state.js'

/** How the invitations to organizations stand. */
export interface InvitationCounts {
  sent: number
  /** One of this address to this organization was pending before. */
  existing: number
  /** Accepted, taken back or expired in the source, or of no use in Logto. */
  skipped: number
  failed: number
  /** Begun and without a known outcome: looked up first when the run is resumed. */
  unknown: number
  /** How often each reason came. */
  codes: Record<string, number>
}

export const countInvitations = (
  invitations: ReadonlyMap<string, InvitationRecord>,
): InvitationCounts | undefined => {
  if (invitations.size === 0) return undefined
  const counts = { sent: 0, existing: 0, skipped: 0, failed: 0, unknown: 0 }
  const codes = new Map<string, number>()
  for (const { state, code } of invitations.values()) {
    counts[state === 'begin' ? 'unknown' : state] += 1
    if (code !== undefined) codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  return { ...counts, codes: Object.fromEntries([...codes].sort(([, a], [, b]) => b - a)) }
}

/** A row for each count that there is. */
export const describeInvitations = (counts: InvitationCounts | undefined): [number, string][] =>
  counts === undefined
    ? []
    : [
        [counts.sent, 'invitations to organizations arrived'],
        [counts.existing, 'invitations were pending in Logto before'],
        [counts.skipped, 'invitations left out: over in the source, or of no use in Logto'],
        [counts.failed, 'invitations could not be brought over'],
        [counts.unknown, 'invitations without a known outcome: looked up when the run is resumed'],
      ]

/** Reasons by what people read, told apart from those of users. */
export const listInvitationReasons = (counts: InvitationCounts | undefined): [string, number][] =>
  Object.entries(counts?.codes ?? {}).map(([code, count]) => [nameInvitationReason(code), count])

export const nameInvitationReason = (code: string): string => `invitation: ${code}`
