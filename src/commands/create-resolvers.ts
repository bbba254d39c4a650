import type { Journal } from '../checkpoint/journal.js'
import type { Settings } from '../config/settings.js'
import type { Resolvers } from '../import/resolve-memberships.js'
import { createOrganizationSource } from '../import/organization-source.js'
import { OrganizationResolver } from '../import/resolve-organizations.js'
import { RoleResolver } from '../import/resolve-roles.js'
import { createOrganizationRoleSource, createRoleSource } from '../import/role-source.js'
import type { Send } from '../logto/api-call.js'

/** The three resolvers of a run, by the config's rules. Nothing is asked of the target before it is needed. */
export const createResolvers = (send: Send, journal: Journal, settings: Settings): Resolvers => ({
  roles: new RoleResolver(createRoleSource(send), settings.roles ?? {}, journal),
  organizations: new OrganizationResolver(
    createOrganizationSource(send),
    settings.organizations ?? {},
    journal,
  ),
  organizationRoles: new RoleResolver(
    createOrganizationRoleSource(send),
    settings.organizations?.roles ?? {},
    journal,
  ),
})
