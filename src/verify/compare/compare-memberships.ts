import type { UserPlan } from '../../plan/user-plan.js'
import type { FieldDifference } from './compare-user.js'
import type { TargetMemberships } from '../target-memberships.js'

/** What a plan's roles and organizations are in the target. */
export interface ExpectedMemberships {
  /** Unit names as `unitOf` makes them. */
  units: ReadonlySet<string>
  /** Those of the roles that Logto gives to every new user. */
  defaultRoleIds: readonly string[]
  /** What cannot be named in the target, because it is not there or not clear. */
  unresolved: readonly { field: 'roles' | 'organizations' | 'organizationRoles'; name: string }[]
}

/** Finds out what a plan expects; must create nothing. */
export type ResolveMemberships = (plan: UserPlan) => Promise<ExpectedMemberships>

/**
 * Roles, organizations and organization roles that are missing, and those that the plan does not have. Default roles
 * are nobody's difference when they are there. Organization roles are not told apart where the membership itself
 * already differs.
 */
export const compareMemberships = (
  expected: ExpectedMemberships,
  userId: string,
  target: TargetMemberships,
): FieldDifference[] => {
  const actual = target.of(userId)
  const describe = (unit: string): { field: string; name: string } => describeUnit(unit, target)
  const differences: FieldDifference[] = expected.unresolved.map(({ field, name }) => ({
    field: `${field}.${name}`,
    expected: name,
    actual: null,
  }))
  for (const unit of expected.units) {
    if (actual.has(unit) || !isToldApart(unit, actual)) continue
    const { field, name } = describe(unit)
    differences.push({ field, expected: name, actual: null })
  }
  for (const unit of actual) {
    if (expected.units.has(unit) || !isToldApart(unit, expected.units) || isDefaultRole(unit, target))
      continue
    const { field, name } = describe(unit)
    differences.push({ field, expected: null, actual: name, isExtra: true })
  }
  return differences
}

/** An organization role says something of its own only where both sides are members. */
const isToldApart = (unit: string, otherSide: ReadonlySet<string>): boolean => {
  const [kind, organizationId] = unit.split(':')
  return kind !== 'organizationRole' || otherSide.has(`member:${organizationId}`)
}

const isDefaultRole = (unit: string, target: TargetMemberships): boolean => {
  const [kind, id = ''] = unit.split(':')
  return kind === 'role' && target.isDefaultRole(id)
}

const describeUnit = (unit: string, target: TargetMemberships): { field: string; name: string } => {
  const [kind, first = '', second = ''] = unit.split(':')
  const nameOf = (id: string): string => target.nameOf(id)
  switch (kind) {
    case 'role':
      return { field: `roles.${nameOf(first)}`, name: nameOf(first) }
    case 'member':
      return { field: `organizations.${nameOf(first)}`, name: nameOf(first) }
    default:
      return { field: `organizationRoles.${nameOf(first)}.${nameOf(second)}`, name: nameOf(second) }
  }
}
