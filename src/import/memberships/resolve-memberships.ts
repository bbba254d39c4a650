import type { UserPlan } from '../../plan/user-plan.js'
import type { OrganizationResolver } from './resolve-organizations.js'
import type { RoleResolver } from './resolve-roles.js'
import type { Membership } from '../units.js'

export interface Resolvers {
  roles: RoleResolver
  organizations: Pick<OrganizationResolver, 'resolve'>
  organizationRoles: RoleResolver
}

/** What a plan's roles and organizations are in the target, each unit once. */
export const resolveMemberships = async (
  plan: UserPlan,
  { roles, organizations, organizationRoles }: Resolvers,
): Promise<Membership[]> => {
  const memberships = new Map<string, Membership>()
  const add = (membership: Membership): void => void memberships.set(membership.unit, membership)

  for (const name of plan.roles) {
    const resolved = await roles.resolve(name)
    if (resolved === undefined) continue
    if ('code' in resolved) add({ unit: `role:${name}`, kind: 'unresolved', code: resolved.code })
    else if (resolved.role.isDefault !== true) {
      add({ unit: `role:${resolved.role.id}`, kind: 'role', roleId: resolved.role.id })
    }
  }
  for (const membership of plan.organizations) {
    const resolved = await organizations.resolve(membership)
    if (resolved === undefined) continue
    if ('code' in resolved) {
      const name = membership.id ?? membership.name ?? ''
      add({ unit: `member:${name}`, kind: 'unresolved', code: resolved.code })
      continue
    }
    add({ unit: `member:${resolved.id}`, kind: 'member', organizationId: resolved.id })
    const roleIds = new Set<string>()
    for (const name of membership.roles) {
      const role = await organizationRoles.resolve(name)
      if (role === undefined) continue
      if ('code' in role) {
        add({ unit: `orgRoles:${resolved.id}:${name}`, kind: 'unresolved', code: role.code })
      } else {
        roleIds.add(role.role.id)
      }
    }
    if (roleIds.size === 0) continue
    const sorted = [...roleIds].sort()
    add({
      unit: `orgRoles:${resolved.id}:${sorted.join(',')}`,
      kind: 'orgRoles',
      organizationId: resolved.id,
      roleIds: sorted,
    })
  }
  return [...memberships.values()]
}
