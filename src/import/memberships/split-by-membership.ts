import type { OpenRecord } from '../../checkpoint/checkpoint-state.js'
import type { MembershipBatch } from './memberships.js'

type BatchUsers = MembershipBatch['users']

export interface SplitBatch {
  ready: BatchUsers
  /** Not members yet, for a reason that may pass. */
  waiting: BatchUsers
  /** Never to be members, by the reason of that refusal. */
  refused: Map<string, BatchUsers>
}

/**
 * Organization roles need the membership. Sent without it they would be refused for good, one user after the
 * other, although the membership may only be late.
 */
export const splitByMembership = (
  { membership, users }: Pick<MembershipBatch, 'membership' | 'users'>,
  open: ReadonlyMap<number, OpenRecord>,
): SplitBatch => {
  const split: SplitBatch = { ready: [], waiting: [], refused: new Map() }
  if (membership.kind !== 'orgRoles') return { ...split, ready: users }
  const unit = `member:${membership.organizationId}`
  for (const user of users) {
    const record = open.get(user.ordinal)
    const code = record?.failed.get(unit)
    if (code !== undefined) split.refused.set(code, [...(split.refused.get(code) ?? []), user])
    else if (user.isMember === true || record === undefined || record.done.has(unit)) split.ready.push(user)
    else split.waiting.push(user)
  }
  return split
}
