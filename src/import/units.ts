import type { SecondFactor, SocialIdentity } from '../presets/user-record.js'
import type { StoredPassword } from '../presets/vocabulary/stored-password.js'
import type { UserPlan } from '../plan/user-plan.js'

/** One request after the create that concerns one user alone. */
export type Step =
  /** No request: the old hash goes into the store beside the run. */
  | { unit: string; kind: 'keepPassword'; stored: StoredPassword }
  | { unit: string; kind: 'suspend' }
  | { unit: string; kind: 'expire' }
  | ({ unit: string; kind: 'identity'; target: string } & SocialIdentity)
  | { unit: string; kind: 'factor'; factor: SecondFactor }
  // Of changed users alone: what an earlier pass gave and the newer record no longer has.
  | { unit: string; kind: 'unsuspend' }
  | { unit: string; kind: 'unlink'; target: string }
  | { unit: string; kind: 'clearFactors' }
  | { unit: string; kind: 'dropRole'; roleId: string }
  | { unit: string; kind: 'leave'; organizationId: string }
  | { unit: string; kind: 'dropOrganizationRoles'; organizationId: string; roleIds: string[] }

/** One membership of one user, sent together with those of many others. */
export type Membership =
  | { unit: string; kind: 'role'; roleId: string }
  | { unit: string; kind: 'member'; organizationId: string }
  | OrganizationRoles
  /** The role or organization cannot be named in the target. */
  | { unit: string; kind: 'unresolved'; code: string }

export interface OrganizationRoles {
  unit: string
  kind: 'orgRoles'
  organizationId: string
  roleIds: string[]
  /** An earlier pass made the user a member: there is no membership to wait for. */
  isMember?: boolean
}

/**
 * The steps of a plan in the order Logto needs: suspension last, so that everything else is in place before;
 * TOTP before backup codes (the plan has them in order). Unit names go into the checkpoint.
 */
export const listSteps = (plan: UserPlan): Step[] => {
  const steps: Step[] = []
  for (const { target, userId, details } of plan.identities) {
    steps.push({ unit: `identity:${target}`, kind: 'identity', target, userId, details })
  }
  // Behind the identities: a user without any of them is deleted again.
  if (plan.pendingPassword?.stored !== undefined) {
    steps.push({ unit: 'password', kind: 'keepPassword', stored: plan.pendingPassword.stored })
  }
  for (const factor of plan.factors) steps.push({ unit: `factor:${factor.type}`, kind: 'factor', factor })
  if (plan.isPasswordExpired) steps.push({ unit: 'expire', kind: 'expire' })
  if (plan.isSuspended) steps.push({ unit: 'suspend', kind: 'suspend' })
  return steps
}
