import type { Send } from '../logto/http/api-call.js'
import { listConnectors, type Connector } from '../logto/calls/connectors.js'
import { countItems, type ItemCount } from '../logto/paging/count-items.js'
import { listHooks, type Hook } from '../logto/calls/hooks.js'
import { getSignInExperience, type SignInExperience } from '../logto/calls/sign-in-experience.js'
import { listSsoConnectors, type SsoConnector } from '../logto/calls/sso-connectors.js'

/** The tenant at a glance. Undefined where this Logto does not count. */
export interface TenantCounts {
  users: ItemCount | undefined
  applications: ItemCount | undefined
  resources: ItemCount | undefined
  roles: ItemCount | undefined
  organizations: ItemCount | undefined
  connectors: ItemCount
  webhooks: ItemCount
}

/** What the tenant is set to, as far as it bears on imported users. */
export interface TenantSettings {
  counts: TenantCounts
  hooks: Hook[]
  connectors: Connector[]
  /** Of enterprise single sign-on; none where it is turned off. */
  ssoConnectors: SsoConnector[]
  signInExperience: SignInExperience
}

/** Eight requests, one more where enterprise single sign-on is turned on. */
export const readTenantSettings = async (send: Send, signal: AbortSignal): Promise<TenantSettings> => {
  const count = (path: string): Promise<ItemCount | undefined> => countItems(send, path, signal)
  const [hooks, connectors, signInExperience, users, applications, resources, roles, organizations] =
    await Promise.all([
      listHooks(send, signal),
      listConnectors(send, signal),
      getSignInExperience(send, signal),
      count('/api/users'),
      count('/api/applications'),
      count('/api/resources'),
      count('/api/roles'),
      count('/api/organizations'),
    ])
  const counts = {
    users,
    applications,
    resources,
    roles,
    organizations,
    connectors: { count: connectors.length, isCapped: false },
    webhooks: { count: hooks.length, isCapped: false },
  }
  const ssoConnectors =
    signInExperience.singleSignOnEnabled === true ? await listSsoConnectors(send, signal) : []
  return { counts, hooks, connectors, ssoConnectors, signInExperience }
}
