import type { CreateUserBody } from '../../plan/user-plan.js'
import type { AuditLog } from '../logs/audit-logs.js'
import type { Connector } from '../calls/connectors.js'
import type { Hook } from '../calls/hooks.js'
import type { OrganizationRole } from '../calls/organization-roles.js'
import type { Organization, OrganizationMember } from '../calls/organizations.js'
import type { Role } from '../calls/roles.js'
import type { SignInExperience } from '../calls/sign-in-experience.js'
import type { LogtoUser } from '../calls/user.js'
import type { PatchUserBody } from '../calls/users.js'

/** An application as far as dashboards need it. */
export interface Application {
  id: string
  name: string
  description: string | null
  type: 'Native' | 'SPA' | 'Traditional' | 'MachineToMachine' | 'Protected' | 'SAML'
  isThirdParty: boolean
  customData: Record<string, unknown>
}

/** One operation in the form of openapi-typescript, which is also that of Logto's own `paths`. */
interface Operation<Answer, Status extends number, PathNames extends string, Query, Body> {
  parameters: { path: Record<PathNames, string>; query?: Query }
  requestBody: { content: { 'application/json': Body } }
  responses: Record<Status, { content: { 'application/json': Answer } }>
}
type Get<Answer, PathNames extends string = never, Query = object> = Operation<
  Answer,
  200,
  PathNames,
  Query,
  never
>
type Write<Answer, Body, PathNames extends string = never, Status extends number = 200> = Operation<
  Answer,
  Status,
  PathNames,
  object,
  Body
>
interface Delete<PathNames extends string> {
  parameters: { path: Record<PathNames, string> }
  responses: { 204: { content?: never } }
}

interface LogQuery {
  userId?: string
  applicationId?: string
  logKey?: string
  /** Milliseconds since the epoch. */
  start_time?: string
  end_time?: string
  enableCap?: string
}

/**
 * The calls that profile pages, organization tools and dashboards need most, checked against Logto's own types. Any
 * other path can be called as well, its answer is `unknown`; all of Logto's types can be put in this place, see
 * docs/client.md.
 */
export interface ManagementPaths {
  '/api/users': {
    get: Get<LogtoUser[], never, Record<string, unknown>>
    post: Write<LogtoUser, CreateUserBody>
  }
  '/api/users/{userId}': {
    get: Get<LogtoUser, 'userId'>
    patch: Write<LogtoUser, PatchUserBody, 'userId'>
    delete: Delete<'userId'>
  }
  '/api/users/{userId}/custom-data': {
    get: Get<Record<string, unknown>, 'userId'>
    patch: Write<Record<string, unknown>, { customData: Record<string, unknown> }, 'userId'>
  }
  '/api/users/{userId}/is-suspended': { patch: Write<LogtoUser, { isSuspended: boolean }, 'userId'> }
  '/api/users/{userId}/roles': { get: Get<Role[], 'userId'> }
  '/api/users/{userId}/organizations': {
    get: Get<(Organization & { organizationRoles: { id: string; name: string }[] })[], 'userId'>
  }
  '/api/applications': {
    get: Get<Application[], never, { types?: Application['type'] | Application['type'][] }>
  }
  '/api/roles': { get: Get<Role[]> }
  '/api/roles/{id}/users': { get: Get<LogtoUser[], 'id'> }
  '/api/organizations': {
    get: Get<Organization[], never, { q?: string }>
    post: Write<Organization, { name: string; description?: string }, never, 201>
  }
  '/api/organizations/{id}': { get: Get<Organization, 'id'>; delete: Delete<'id'> }
  '/api/organizations/{id}/users': { get: Get<OrganizationMember[], 'id', { q?: string }> }
  '/api/organization-roles': { get: Get<OrganizationRole[]> }
  '/api/connectors': { get: Get<Connector[]> }
  '/api/hooks': { get: Get<Hook[]> }
  '/api/logs': { get: Get<AuditLog[], never, LogQuery> }
  '/api/sign-in-exp': { get: Get<SignInExperience> }
  '/api/dashboard/users/total': { get: Get<{ totalUserCount: number }> }
}
