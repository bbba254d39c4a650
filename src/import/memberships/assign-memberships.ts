import type { Send } from '../../logto/http/api-call.js'
import { findRoleHolders } from '../../logto/search/find-users.js'
import {
  addOrganizationUsers,
  assignOrganizationRoles,
  hasOrganization,
} from '../../logto/calls/organizations.js'
import type { Refusal } from '../../logto/http/refusal.js'
import { assignRole } from '../../logto/calls/roles.js'
import type { MembershipBatch } from './memberships.js'

type BatchUser = MembershipBatch['users'][number]

/** Called once for every user of the batch, in groups. `code` is the reason of a refusal for good. */
export type ReportUsers = (users: BatchUser[], code: string | undefined) => void

/**
 * Sends one batch and settles every user in it. Logto refuses a whole batch for one bad member, so a refused
 * batch is filtered or halved until the refusal is down to the users it concerns; the others never lose.
 */
export const assignMemberships = async (
  send: Send,
  { membership, users }: Pick<MembershipBatch, 'membership' | 'users'>,
  report: ReportUsers,
): Promise<void> => {
  const refusal = await sendBatch(send, membership, users)
  if (refusal === undefined) return report(users, undefined)
  if (membership.kind !== 'role') {
    // The refusal names no culprit. Without the organization itself, halving would ask once for every user.
    const isThere = await hasOrganization(send, membership.organizationId)
    return isThere
      ? halve(send, membership, users, refusal.code, report)
      : report(users, 'organization_missing')
  }
  if (refusal.code === 'entity.not_exists_with_id') return report(users, 'role_missing')
  if (refusal.code !== 'role.user_exists') return halve(send, membership, users, refusal.code, report)

  const holders = new Set(await findRoleHolders(send, membership.roleId, users.map(idOf)))
  const having = users.filter((user) => holders.has(user.id))
  const missing = users.filter((user) => !holders.has(user.id))
  if (having.length > 0) report(having, undefined)
  if (missing.length > 0) await halveIfRefused(send, membership, missing, report)
}

const halveIfRefused = async (
  send: Send,
  membership: MembershipBatch['membership'],
  users: BatchUser[],
  report: ReportUsers,
): Promise<void> => {
  const refusal = await sendBatch(send, membership, users)
  if (refusal === undefined) report(users, undefined)
  else await halve(send, membership, users, refusal.code, report)
}

const halve = async (
  send: Send,
  membership: MembershipBatch['membership'],
  users: BatchUser[],
  code: string,
  report: ReportUsers,
): Promise<void> => {
  if (users.length === 1) return report(users, code === 'role.user_exists' ? undefined : code)
  const half = Math.ceil(users.length / 2)
  await halveIfRefused(send, membership, users.slice(0, half), report)
  await halveIfRefused(send, membership, users.slice(half), report)
}

const sendBatch = (
  send: Send,
  membership: MembershipBatch['membership'],
  users: BatchUser[],
): Promise<Refusal | undefined> => {
  const ids = users.map(idOf)
  switch (membership.kind) {
    case 'role':
      return assignRole(send, membership.roleId, ids)
    case 'member':
      return addOrganizationUsers(send, membership.organizationId, ids)
    case 'orgRoles':
      return assignOrganizationRoles(send, membership.organizationId, ids, membership.roleIds)
  }
}

const idOf = (user: BatchUser): string => user.id
