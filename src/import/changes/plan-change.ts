import type { BaseUser } from '../../checkpoint/base-user.js'
import type { UnitSets } from '../../checkpoint/unit-sets.js'
import type { FingerprintPart } from '../../plan/fingerprint-plan.js'
import type { UserPlan } from '../../plan/user-plan.js'
import { listSteps, type Membership, type Step } from '../units.js'

export interface Change {
  steps: Step[]
  memberships: Membership[]
}

/**
 * What is to be done beside the fields of the user, from the plan and the checkpoint alone: the same units come
 * out when a killed run takes the record up again.
 *
 * @param parts in which the plan differs from the one before
 * @param wanted all memberships of the plan; not asked for when they have not changed
 */
export const planChange = (
  plan: UserPlan,
  base: BaseUser,
  units: UnitSets,
  { parts, wanted, deleteMissing }: ChangeRules,
): Change => {
  const had = new Set(units.units(base.units))
  const steps: Step[] = []
  const isStepWanted = (step: Step): boolean =>
    step.kind === 'keepPassword'
      ? parts.has('password')
      : step.kind === 'identity'
        ? parts.has('identities')
        : step.kind === 'factor'
          ? parts.has('factors')
          : parts.has('status') && !had.has(step.unit)
  if (parts.has('identities')) for (const step of listUnlinks(plan, had)) steps.push(step)
  if (parts.has('factors') && [...had].some((unit) => unit.startsWith('factor:'))) {
    steps.push({ unit: 'clearFactors', kind: 'clearFactors' })
  }
  if (parts.has('memberships') && deleteMissing) for (const step of listLeaves(wanted, had)) steps.push(step)
  if (parts.has('status') && !plan.isSuspended && had.has('suspend')) {
    steps.push({ unit: 'unsuspend', kind: 'unsuspend' })
  }
  for (const step of listSteps(plan)) if (isStepWanted(step)) steps.push(step)
  return { steps, memberships: parts.has('memberships') ? listJoins(wanted, had) : [] }
}

export interface ChangeRules {
  parts: ReadonlySet<FingerprintPart>
  wanted: readonly Membership[]
  /** Takes roles and organizations away that an earlier pass gave and the plan no longer has. */
  deleteMissing: boolean
}

const listUnlinks = ({ identities }: UserPlan, had: ReadonlySet<string>): Step[] => {
  const targets = new Set(identities.map(({ target }) => target))
  return [...had]
    .filter((unit) => unit.startsWith('identity:'))
    .map((unit) => unit.slice('identity:'.length))
    .filter((target) => !targets.has(target))
    .map((target) => ({ unit: `unlink:${target}`, kind: 'unlink', target }))
}

/** Only what the run itself has given: what others gave since is not ours to take. */
const listLeaves = (wanted: readonly Membership[], had: ReadonlySet<string>): Step[] => {
  const keep = new Set<string>()
  for (const membership of wanted) {
    if (membership.kind === 'orgRoles') {
      for (const role of membership.roleIds) keep.add(`orgRole:${membership.organizationId}:${role}`)
    } else if (membership.kind !== 'unresolved') {
      keep.add(membership.unit)
    }
  }
  const steps: Step[] = []
  const dropped = new Map<string, string[]>()
  for (const unit of had) {
    if (keep.has(unit)) continue
    const [kind, first = '', second = ''] = unit.split(':')
    if (kind === 'role') steps.push({ unit: `dropRole:${first}`, kind: 'dropRole', roleId: first })
    if (kind === 'member') steps.push({ unit: `leave:${first}`, kind: 'leave', organizationId: first })
    // Who leaves the organization loses the roles there by it.
    if (kind === 'orgRole' && keep.has(`member:${first}`)) {
      dropped.set(first, [...(dropped.get(first) ?? []), second])
    }
  }
  for (const [organizationId, roleIds] of dropped) {
    steps.push({
      unit: `dropOrganizationRoles:${organizationId}:${roleIds.join(',')}`,
      kind: 'dropOrganizationRoles',
      organizationId,
      roleIds,
    })
  }
  return steps
}

const listJoins = (wanted: readonly Membership[], had: ReadonlySet<string>): Membership[] =>
  wanted.flatMap((membership): Membership[] => {
    if (membership.kind !== 'orgRoles') return had.has(membership.unit) ? [] : [membership]
    const { organizationId } = membership
    const roleIds = membership.roleIds.filter((role) => !had.has(`orgRole:${organizationId}:${role}`))
    if (roleIds.length === 0) return []
    const unit = `orgRoles:${organizationId}:${roleIds.join(',')}`
    return [{ ...membership, unit, roleIds, isMember: had.has(`member:${organizationId}`) }]
  })
