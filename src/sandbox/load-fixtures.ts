import { createId } from './create-id.js'
import type { SandboxContext } from './sandbox-context.js'
import type { ConnectorRow, RoleType } from './store/rows.js'

/** What a tenant holds from the start. Ids are made up where none is given. */
export interface Fixtures {
  roles?: { id?: string; name: string; description?: string; type?: RoleType; isDefault?: boolean }[]
  organizations?: { id?: string; name: string; description?: string }[]
  organizationRoles?: { id?: string; name: string; description?: string; type?: RoleType }[]
  connectors?: { id?: string; type: ConnectorRow['type']; target: string; platform?: string }[]
  /** Enterprise single sign-on. */
  ssoConnectors?: { id?: string; connectorName: string; domains: string[] }[]
  hooks?: { id?: string; name?: string; events: string[]; url?: string; enabled?: boolean }[]
}

export const loadFixtures = (context: SandboxContext, fixtures: Fixtures): void => {
  const { store, random } = context
  const { tenantId } = store
  const now = context.now()
  for (const { id = createId(random, 21), ...role } of fixtures.roles ?? []) {
    store.roles.set(id, { tenantId, id, description: '', type: 'User', isDefault: false, ...role })
  }
  for (const { id = createId(random, 12), name, description = null } of fixtures.organizations ?? []) {
    store.organizations.set(id, {
      tenantId,
      id,
      name,
      description,
      customData: {},
      isMfaRequired: false,
      color: {},
      branding: {},
      customCss: null,
      createdAt: now,
    })
  }
  for (const { id = createId(random, 21), ...role } of fixtures.organizationRoles ?? []) {
    store.organizationRoles.set(id, { tenantId, id, description: null, type: 'User', ...role })
  }
  for (const { id = createId(random, 12), type, target, platform = null } of fixtures.connectors ?? []) {
    store.connectors.set(id, { id, type, target, connectorId: target, platform, name: { en: target } })
  }
  for (const { id = createId(random, 12), connectorName, domains } of fixtures.ssoConnectors ?? []) {
    const settings = { config: {}, branding: {}, syncProfile: false, enableTokenStorage: false }
    const row = { tenantId, id, providerName: 'OIDC' as const, connectorName, domains, ...settings }
    store.ssoConnectors.set(id, { ...row, createdAt: now })
  }
  for (const { id = createId(random, 21), name = '', events, ...rest } of fixtures.hooks ?? []) {
    const { url = 'http://127.0.0.1/hook', enabled = true } = rest
    const signingKey = createId(random, 32)
    const hook = { tenantId, id, name, event: null, events, config: { url }, signingKey, enabled }
    store.hooks.set(id, { ...hook, createdAt: now })
  }
}

/** The machine role that a fresh tenant has, which no user can be given. */
export const addManagementRole = ({ store }: SandboxContext): void => {
  store.roles.set('admin-role', {
    tenantId: store.tenantId,
    id: 'admin-role',
    name: 'Logto Management API access',
    description: 'This default role grants access to the Logto management API.',
    type: 'MachineToMachine',
    isDefault: false,
  })
}
