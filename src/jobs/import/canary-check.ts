import { type Resolvers, resolveMemberships } from '../../import/memberships/resolve-memberships.js'
import type { Membership } from '../../import/units.js'
import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import { listSecondFactors } from '../../logto/calls/mfa-verifications.js'
import { listOrganizationsOfUser } from '../../logto/calls/organizations.js'
import { listRolesOfUser } from '../../logto/calls/roles.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { UserPlan } from '../../plan/user-plan.js'
import { compareDigest, hasSignedIn } from '../../verify/compare/compare-digest.js'
import { compareFactors } from '../../verify/compare/compare-factors.js'
import { compareUser, type FieldDifference } from '../../verify/compare/compare-user.js'

export type PlannedCanary = PlannedRecord & { kind: 'planned' }

export interface CanaryCheckOptions {
  send: Send
  canaries: readonly PlannedCanary[]
  /** Logto ids of those that the run brought in, by ordinal. */
  ids: ReadonlyMap<number, string>
  /** Ordinals of those who were in the target before the run: they are left as they are. */
  existing: ReadonlySet<number>
  resolvers: Resolvers
  stop: AbortSignal
}

/** One canary that is not in the target what the plan says. */
export interface CanaryProblem {
  ordinal: number
  file: string
  line: number
  logtoId: string | null
  /** What differs: names of fields, roles and organizations; never a value. */
  differences: string[]
}

/**
 * Reads back everything of the canaries that their plans put into the target: fields, password, identities,
 * suspension, second factors, roles, organizations and the roles there.
 */
export const checkCanaries = async (options: CanaryCheckOptions): Promise<CanaryProblem[]> => {
  const { send, canaries, ids, existing, resolvers, stop } = options
  const problems: CanaryProblem[] = []
  const users = await findUsers(
    send,
    'id',
    ids.values(),
    { isCaseSensitive: true, includePasswordHash: true },
    stop,
  )
  const byId = new Map(users.map((user) => [user.id, user]))
  for (const canary of canaries) {
    const { ordinal, file, line, plan } = canary
    if (existing.has(ordinal)) continue
    const id = ids.get(ordinal)
    const user = id === undefined ? undefined : byId.get(id)
    const differences =
      user === undefined
        ? [id === undefined ? 'not imported' : 'missing']
        : [
            ...compareStored(plan, user),
            ...(await compareBelongings(plan, await resolveMemberships(plan, resolvers), user, options)),
          ]
    if (differences.length > 0) problems.push({ ordinal, file, line, logtoId: id ?? null, differences })
  }
  return problems
}

const compareStored = (plan: UserPlan, user: LogtoUser): string[] =>
  namesOf([...compareUser(plan, user), ...compareDigest(plan.create, user)])

/** What a user has beyond the plan is nothing that the import did wrong. */
const namesOf = (differences: FieldDifference[]): string[] =>
  differences.filter(({ isExtra }) => isExtra !== true).map(({ field }) => field)

/** User by user: the memberships of a few people cost less than a pass over all roles and organizations. */
const compareBelongings = async (
  { factors, roles, organizations }: UserPlan,
  memberships: Membership[],
  user: LogtoUser,
  { send, stop }: CanaryCheckOptions,
): Promise<string[]> => [
  ...(factors.length === 0
    ? []
    : namesOf(compareFactors(factors, await listSecondFactors(send, user.id, stop), hasSignedIn(user)))),
  ...(roles.length === 0 ? [] : await compareRoles(memberships, user.id, send, stop)),
  ...(organizations.length === 0 ? [] : await compareOrganizations(memberships, user.id, send, stop)),
]

const compareRoles = async (
  memberships: Membership[],
  userId: string,
  send: Send,
  stop: AbortSignal,
): Promise<string[]> => {
  const ids = new Set((await listRolesOfUser(send, userId, stop)).map(({ id }) => id))
  return memberships
    .filter(
      (membership) =>
        (membership.kind === 'role' && !ids.has(membership.roleId)) ||
        (membership.kind === 'unresolved' && membership.unit.startsWith('role:')),
    )
    .map(({ unit }) => unit)
}

const compareOrganizations = async (
  memberships: Membership[],
  userId: string,
  send: Send,
  stop: AbortSignal,
): Promise<string[]> => {
  const organizations = await listOrganizationsOfUser(send, userId, stop)
  const rolesOf = new Map(
    organizations.map(({ id, organizationRoles }) => [id, new Set(organizationRoles.map((role) => role.id))]),
  )
  return memberships
    .filter((membership) => {
      if (membership.kind === 'role') return false
      if (membership.kind === 'unresolved') return !membership.unit.startsWith('role:')
      const roles = rolesOf.get(membership.organizationId)
      if (membership.kind === 'member') return roles === undefined
      return !membership.roleIds.every((id) => roles?.has(id) === true)
    })
    .map(({ unit }) => unit)
}
