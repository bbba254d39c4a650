import type { Journal } from '../../checkpoint/journal.js'
import type { Settings } from '../../config/settings.js'
import type { Effects } from '../../effects/effects.js'
import {
  AwaitedOrganizations,
  type AwaitedOrganizationsOptions,
} from '../../import/memberships/awaited-organizations.js'
import type { Resolvers } from '../../import/memberships/resolve-memberships.js'
import { createOrganizationSource } from '../../import/memberships/organization-source.js'
import { OrganizationResolver } from '../../import/memberships/resolve-organizations.js'
import { RoleResolver } from '../../import/memberships/resolve-roles.js'
import { createOrganizationRoleSource, createRoleSource } from '../../import/memberships/role-source.js'
import type { Send } from '../../logto/http/api-call.js'

/** The three resolvers of a run, by the config's rules. Nothing is asked of the target before it is needed. */
export const createResolvers = (
  send: Send,
  journal: Journal,
  settings: Settings,
  effects: Effects,
  waiting: Pick<AwaitedOrganizationsOptions, 'stop' | 'onWait'> = {},
): Resolvers => ({
  roles: new RoleResolver(createRoleSource(send), settings.roles ?? {}, journal),
  organizations: createOrganizationResolver(send, journal, settings, effects, waiting),
  organizationRoles: new RoleResolver(
    createOrganizationRoleSource(send),
    settings.organizations?.roles ?? {},
    journal,
  ),
})

/** Only the first of several shards makes organizations; the others wait for them. */
const createOrganizationResolver = (
  send: Send,
  journal: Journal,
  { shard, organizations: rules = {}, settleWithinMs }: Settings,
  effects: Effects,
  waiting: Pick<AwaitedOrganizationsOptions, 'stop' | 'onWait'>,
): Resolvers['organizations'] => {
  const source = createOrganizationSource(send, (ms) => effects.sleep(ms, waiting.stop), settleWithinMs)
  if (shard === undefined || shard.index === 1 || rules.createMissing !== true) {
    return new OrganizationResolver(source, rules, journal)
  }
  return new AwaitedOrganizations({
    source,
    rules,
    createResolver: (source) => new OrganizationResolver(source, { ...rules, createMissing: false }, journal),
    effects,
    ...waiting,
  })
}
