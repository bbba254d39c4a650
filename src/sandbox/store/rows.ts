/** Records of everything that is not a user, in the shape that the Management API answers. */

export type RoleType = 'User' | 'MachineToMachine'

export interface RoleRow {
  tenantId: string
  id: string
  name: string
  description: string
  type: RoleType
  isDefault: boolean
}

export interface OrganizationRow {
  tenantId: string
  id: string
  name: string
  description: string | null
  customData: Record<string, unknown>
  isMfaRequired: boolean
  color: Record<string, unknown>
  branding: Record<string, unknown>
  customCss: string | null
  /** Milliseconds since the epoch. */
  createdAt: number
}

export interface OrganizationRoleRow {
  tenantId: string
  id: string
  name: string
  description: string | null
  type: RoleType
}

export interface InvitationRow {
  tenantId: string
  id: string
  inviterId: string | null
  invitee: string
  acceptedUserId: string | null
  organizationId: string
  status: 'Pending' | 'Accepted' | 'Expired' | 'Revoked'
  /** Milliseconds since the epoch, like the next two. */
  createdAt: number
  updatedAt: number
  expiresAt: number
  organizationRoleIds: string[]
}

export interface ConnectorRow {
  id: string
  type: 'Social' | 'Email' | 'Sms'
  /** What identities are filed under: `google`. */
  target: string
  connectorId: string
  platform: string | null
  name: Record<string, string>
}

export interface SsoConnectorRow {
  tenantId: string
  id: string
  providerName: 'OIDC' | 'SAML'
  connectorName: string
  config: Record<string, unknown>
  /** Domains of e-mail addresses that belong to it. */
  domains: string[]
  branding: Record<string, unknown>
  syncProfile: boolean
  enableTokenStorage: boolean
  /** Milliseconds since the epoch. */
  createdAt: number
}

export interface HookRow {
  tenantId: string
  id: string
  name: string
  event: string | null
  events: string[]
  config: Record<string, unknown>
  signingKey: string
  enabled: boolean
  /** Milliseconds since the epoch. */
  createdAt: number
}

export interface OneTimeTokenRow {
  tenantId: string
  id: string
  email: string
  token: string
  context: Record<string, unknown>
  status: 'active' | 'consumed' | 'revoked' | 'expired'
  /** Milliseconds since the epoch, like the next. */
  createdAt: number
  expiresAt: number
}

export interface LogRow {
  tenantId: string
  id: string
  key: string
  payload: Record<string, unknown>
  /** Milliseconds since the epoch. */
  createdAt: number
}
