import type { Action, JwtCustomizer } from '../scripts/script-guards.js'
import type {
  HookRow,
  InvitationRow,
  OneTimeTokenRow,
  OrganizationRoleRow,
  OrganizationRow,
  RoleRow,
} from './rows.js'
import type { Store } from './store.js'
import type { UserRow } from './user-row.js'

/** Everything a test may want to compare, secrets included. */
export interface SandboxState {
  /** In order of creation. */
  users: (Omit<UserRow, 'sequence'> & {
    roleIds: string[]
    organizations: { id: string; organizationRoleIds: string[] }[]
  })[]
  roles: (RoleRow & { userIds: string[] })[]
  organizations: (OrganizationRow & { members: { userId: string; organizationRoleIds: string[] }[] })[]
  organizationRoles: OrganizationRoleRow[]
  invitations: InvitationRow[]
  hooks: HookRow[]
  actions: Record<string, Action>
  jwtCustomizers: Record<string, JwtCustomizer>
  oneTimeTokens: OneTimeTokenRow[]
}

export const readState = (store: Store): SandboxState => ({
  users: Array.from(store.users.all(), (row) => readUser(store, row)),
  roles: Array.from(store.roles.values(), (role) => ({
    ...role,
    userIds: [...store.userRoles.userIdsOf(role.id)],
  })),
  organizations: Array.from(store.organizations.values(), (organization) => ({
    ...organization,
    members: Array.from(store.memberships.userIdsOf(organization.id), (userId) => ({
      userId,
      organizationRoleIds: [...store.memberRoles.of(organization.id, userId)],
    })),
  })),
  organizationRoles: [...store.organizationRoles.values()],
  invitations: [...store.invitations.values()],
  hooks: [...store.hooks.values()],
  actions: Object.fromEntries(store.actions),
  jwtCustomizers: Object.fromEntries(store.jwtCustomizers),
  oneTimeTokens: [...store.oneTimeTokens.values()],
})

const readUser = (store: Store, { sequence: _sequence, ...row }: UserRow): SandboxState['users'][number] => ({
  ...row,
  roleIds: [...store.userRoles.groupIdsOf(row.id)],
  organizations: Array.from(store.memberships.groupIdsOf(row.id), (id) => ({
    id,
    organizationRoleIds: [...store.memberRoles.of(id, row.id)],
  })),
})
