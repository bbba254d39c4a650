import type { Route } from '../http/router.js'
import { actionRoutes } from '../scripts/action-routes.js'
import { jwtCustomizerRoutes } from '../scripts/jwt-customizer-routes.js'
import { hookRoutes } from './hooks.js'
import { identityRoutes } from './users/identities.js'
import { invitationRoutes } from './organizations/invitations.js'
import { logRoutes } from './logs.js'
import { memberRoleRoutes } from './organizations/member-roles.js'
import { mfaRoutes } from './users/mfa-verifications.js'
import { oneTimeTokenRoutes } from './one-time-tokens.js'
import { organizationMemberRoutes } from './organizations/organization-members.js'
import { organizationRoleRoutes } from './organizations/organization-roles.js'
import { organizationRoutes } from './organizations/organizations.js'
import { roleRoutes } from './roles.js'
import { ssoConnectorRoutes } from './sso-connectors.js'
import { tenantRoutes } from './tenant-settings.js'
import { tokenRoutes } from './token.js'
import { userRoleRoutes } from './users/user-roles.js'
import { userRoutes } from './users/users.js'

/** The token endpoint and the Management API. */
export const allRoutes: readonly Route[] = [
  ...tokenRoutes,
  ...userRoutes,
  ...identityRoutes,
  ...mfaRoutes,
  ...roleRoutes,
  ...userRoleRoutes,
  ...organizationRoutes,
  ...organizationMemberRoutes,
  ...memberRoleRoutes,
  ...organizationRoleRoutes,
  ...invitationRoutes,
  ...hookRoutes,
  ...logRoutes,
  ...tenantRoutes,
  ...ssoConnectorRoutes,
  ...actionRoutes,
  ...jwtCustomizerRoutes,
  ...oneTimeTokenRoutes,
]
