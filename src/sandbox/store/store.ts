import type { Action, JwtCustomizer } from '../scripts/script-guards.js'
import { MemberRoles } from './member-roles.js'
import type {
  ConnectorRow,
  HookRow,
  InvitationRow,
  LogRow,
  OneTimeTokenRow,
  OrganizationRoleRow,
  OrganizationRow,
  RoleRow,
  SsoConnectorRow,
} from './rows.js'
import { createSignInExperience } from './sign-in-experience.js'
import type { SignInExperience } from './sign-in-experience.js'
import { TokenStore } from './token-store.js'
import { UserRelation } from './user-relation.js'
import type { UserRow } from './user-row.js'
import { UserStore } from './user-store.js'

/** Everything that the sandbox knows. Maps keep the order of creation. */
export interface Store {
  tenantId: string
  users: UserStore
  tokens: TokenStore
  roles: Map<string, RoleRow>
  /** Roles as groups of users. */
  userRoles: UserRelation
  organizations: Map<string, OrganizationRow>
  /** Organizations as groups of users. */
  memberships: UserRelation
  organizationRoles: Map<string, OrganizationRoleRow>
  memberRoles: MemberRoles
  invitations: Map<string, InvitationRow>
  connectors: Map<string, ConnectorRow>
  ssoConnectors: Map<string, SsoConnectorRow>
  hooks: Map<string, HookRow>
  /** By key: `action.postFirstFactorVerification`. */
  actions: Map<string, Action>
  /** By type of token: `access-token`. */
  jwtCustomizers: Map<string, JwtCustomizer>
  /** By id. */
  oneTimeTokens: Map<string, OneTimeTokenRow>
  /** Oldest first. */
  logs: LogRow[]
  signInExperience: SignInExperience
}

export const createStore = (tenantId: string): Store => {
  const users = new UserStore()
  return {
    tenantId,
    users,
    tokens: new TokenStore(),
    roles: new Map(),
    userRoles: new UserRelation(users),
    organizations: new Map(),
    memberships: new UserRelation(users),
    organizationRoles: new Map(),
    memberRoles: new MemberRoles(),
    invitations: new Map(),
    connectors: new Map(),
    ssoConnectors: new Map(),
    hooks: new Map(),
    actions: new Map(),
    jwtCustomizers: new Map(),
    oneTimeTokens: new Map(),
    logs: [],
    signInExperience: createSignInExperience(tenantId),
  }
}

/** Deletes a user and all that hangs on it. */
export const deleteUser = (store: Store, row: UserRow): void => {
  for (const organizationId of store.memberships.groupIdsOf(row.id)) {
    store.memberRoles.removeMember(organizationId, row.id)
  }
  store.memberships.removeUser(row.id)
  store.userRoles.removeUser(row.id)
  for (const { id, inviterId, acceptedUserId } of store.invitations.values()) {
    if (inviterId === row.id || acceptedUserId === row.id) store.invitations.delete(id)
  }
  store.users.remove(row)
}

export const removeMember = (store: Store, organizationId: string, userId: string): boolean => {
  store.memberRoles.removeMember(organizationId, userId)
  return store.memberships.remove(organizationId, userId)
}

/** @returns whether there was one */
export const deleteOrganization = (store: Store, id: string): boolean => {
  store.memberRoles.removeOrganization(id)
  store.memberships.removeGroup(id)
  for (const invitation of store.invitations.values()) {
    if (invitation.organizationId === id) store.invitations.delete(invitation.id)
  }
  return store.organizations.delete(id)
}

/** @returns whether there was one */
export const deleteOrganizationRole = (store: Store, id: string): boolean => {
  store.memberRoles.removeRole(id)
  for (const invitation of store.invitations.values()) {
    invitation.organizationRoleIds = invitation.organizationRoleIds.filter((roleId) => roleId !== id)
  }
  return store.organizationRoles.delete(id)
}
