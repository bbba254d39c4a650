import { CheckpointState } from '../../checkpoint/checkpoint-state.js'
import { Journal } from '../../checkpoint/journal.js'
import type { Settings } from '../../config/settings.js'
import { resolveMemberships } from '../../import/memberships/resolve-memberships.js'
import type { Send } from '../../logto/http/api-call.js'
import { unitOf } from '../../verify/target-memberships.js'
import type { ExpectedMemberships, ResolveMemberships } from '../../verify/compare/compare-memberships.js'
import type { JobContext } from '../job-context.js'
import { createResolvers } from '../import/create-resolvers.js'

/**
 * Names the roles and organizations of a plan in the target as the import does, by the same maps of the config, and
 * creates nothing: what is missing stays missing, and there is no journal behind it.
 */
export const createReadOnlyResolver = (
  send: Send,
  settings: Settings,
  { effects }: JobContext,
): ResolveMemberships => {
  const nowhere = { append: refuseWrite, sync: refuseWrite, close: () => Promise.resolve() }
  const journal = new Journal(nowhere, new CheckpointState(), 'never')
  const resolvers = createResolvers(send, journal, withoutMaking(settings), effects)
  return async (plan) => {
    const units = new Set<string>()
    const defaultRoleIds: string[] = []
    const unresolved: { field: ExpectedMemberships['unresolved'][number]['field']; name: string }[] = []
    for (const name of plan.roles) {
      // The import leaves default roles to Logto, so that they are none of its memberships.
      const resolved = await resolvers.roles.resolve(name)
      if (resolved === undefined || 'code' in resolved || resolved.role.isDefault !== true) continue
      defaultRoleIds.push(resolved.role.id)
      units.add(unitOf.role(resolved.role.id))
    }
    for (const membership of await resolveMemberships(plan, resolvers)) {
      switch (membership.kind) {
        case 'role':
          units.add(unitOf.role(membership.roleId))
          break
        case 'member':
          units.add(unitOf.member(membership.organizationId))
          break
        case 'orgRoles':
          for (const roleId of membership.roleIds) {
            units.add(unitOf.organizationRole(membership.organizationId, roleId))
          }
          break
        case 'unresolved':
          unresolved.push(nameUnresolved(membership.unit))
      }
    }
    return { units, unresolved, defaultRoleIds }
  }
}

const refuseWrite = (): Promise<void> => Promise.reject(new Error('a comparison writes nothing'))

const withoutMaking = (settings: Settings): Settings => ({
  ...settings,
  roles: { ...settings.roles, createMissing: false },
  organizations: {
    ...settings.organizations,
    createMissing: false,
    roles: { ...settings.organizations?.roles, createMissing: false },
  },
})

/** `role:Editor`, `member:North`, `orgRoles:<organization>:Owner`: what the source calls it is at the end. */
const nameUnresolved = (unit: string): ExpectedMemberships['unresolved'][number] => {
  const [kind, ...rest] = unit.split(':')
  if (kind === 'role') return { field: 'roles', name: rest.join(':') }
  if (kind === 'member') return { field: 'organizations', name: rest.join(':') }
  return { field: 'organizationRoles', name: rest.slice(1).join(':') }
}
