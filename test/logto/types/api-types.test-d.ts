import type { operations } from '../../../node_modules/.cache/logto-api/lib/generated-types/management.js'
import type { AuditLog } from '../../../src/logto/logs/audit-logs.js'
import type { Connector } from '../../../src/logto/calls/connectors.js'
import type { Hook } from '../../../src/logto/calls/hooks.js'
import type { CreateInvitationBody, Invitation } from '../../../src/logto/calls/invitations.js'
import type { OrganizationRole } from '../../../src/logto/calls/organization-roles.js'
import type { Organization, OrganizationMember } from '../../../src/logto/calls/organizations.js'
import type { Role } from '../../../src/logto/calls/roles.js'
import type { SignInExperience } from '../../../src/logto/calls/sign-in-experience.js'
import type { LogtoUser } from '../../../src/logto/calls/user.js'
import type { PatchUserBody } from '../../../src/logto/calls/users.js'
import type { CreateUserBody } from '../../../src/plan/user-plan.js'
import type { SecondFactor, SocialIdentity } from '../../../src/presets/user-record.js'

/*
 * Compiled by tsc, never run: our narrow types against those that Logto publishes. What we send must be
 * assignable to what Logto takes, with no key it does not know; what Logto answers must be assignable to what
 * we read.
 */

type Sent<Operation extends keyof operations> = operations[Operation] extends {
  requestBody?: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

type Answer<Operation extends keyof operations, Status extends number = 200> = operations[Operation] extends {
  responses: Record<Status, { content: { 'application/json': infer Body } }>
}
  ? Body
  : never

type Item<List> = List extends (infer Each)[] ? Each : never

/** Fails to compile unless `Ours` can be sent where `Theirs` is taken. */
type Sendable<Ours extends Theirs, Theirs> = [Exclude<keyof Ours, keyof Theirs>] extends [never]
  ? Ours
  : never
/** Fails to compile unless `Theirs` can be read as `Ours`. */
type Readable<Theirs extends Ours, Ours> = [Theirs] extends [never] ? never : Ours
type IsNever<Type> = [Type] extends [never] ? true : false
type AllFalse<Flags extends false[]> = Flags

export type Bodies = AllFalse<
  [
    // The id is a proposal in Logto: sent only where the target was seen to take it (`keepIds`).
    IsNever<Sendable<Omit<CreateUserBody, 'id'>, Sent<'CreateUser'>>>,
    IsNever<Sendable<PatchUserBody, Sent<'UpdateUser'>>>,
    IsNever<Sendable<{ isSuspended: boolean }, Sent<'UpdateUserIsSuspended'>>>,
    IsNever<Sendable<{ isExpired: boolean }, Sent<'UpdateUserPasswordExpiration'>>>,
    IsNever<Sendable<{ password: string }, Sent<'VerifyUserPassword'>>>,
    IsNever<Sendable<SocialIdentity, Sent<'ReplaceUserIdentity'>>>,
    IsNever<Sendable<Extract<SecondFactor, { type: 'Totp' }>, { type: string; secret?: string }>>,
    IsNever<Sendable<Pick<Role, 'name' | 'description' | 'type'>, Sent<'CreateRole'>>>,
    IsNever<Sendable<{ userIds: string[] }, Sent<'CreateRoleUser'>>>,
    IsNever<Sendable<{ name: string; description?: string }, Sent<'CreateOrganization'>>>,
    IsNever<Sendable<{ userIds: string[] }, Sent<'AddOrganizationUsers'>>>,
    IsNever<
      Sendable<{ userIds: string[]; organizationRoleIds: string[] }, Sent<'AssignOrganizationRolesToUsers'>>
    >,
    IsNever<
      Sendable<
        { name: string; organizationScopeIds: string[]; resourceScopeIds: string[] },
        Sent<'CreateOrganizationRole'>
      >
    >,
    IsNever<Sendable<CreateInvitationBody, Sent<'CreateOrganizationInvitation'>>>,
  ]
>

/** A factor of either kind is one of those that Logto takes. */
export type Factor = AllFalse<
  [IsNever<SecondFactor extends Sent<'CreateUserMfaVerification'> ? true : never>]
>

export type Answers = AllFalse<
  [
    IsNever<Readable<Answer<'CreateUser'>, LogtoUser>>,
    IsNever<Readable<Answer<'GetUser'>, LogtoUser>>,
    IsNever<Readable<Item<Answer<'ListUsers'>>, LogtoUser>>,
    IsNever<Readable<Item<Answer<'ListRoleUsers'>>, LogtoUser>>,
    IsNever<Readable<Item<Answer<'ListRoles'>>, Role>>,
    IsNever<Readable<Answer<'CreateRole'>, Role>>,
    IsNever<Readable<Item<Answer<'ListOrganizations'>>, Organization>>,
    IsNever<Readable<Answer<'CreateOrganization', 201>, Organization>>,
    IsNever<Readable<Item<Answer<'ListOrganizationUsers'>>, OrganizationMember>>,
    IsNever<Readable<Item<Answer<'ListOrganizationRoles'>>, OrganizationRole>>,
    IsNever<Readable<Answer<'CreateOrganizationRole', 201>, OrganizationRole>>,
    IsNever<Readable<Answer<'GetSignInExp'>, SignInExperience>>,
    IsNever<Readable<Item<Answer<'ListConnectors'>>, Connector>>,
    IsNever<Readable<Item<Answer<'ListHooks'>>, Hook>>,
    IsNever<Readable<Item<Answer<'ListLogs'>>, AuditLog>>,
    IsNever<Readable<Item<Answer<'ListOrganizationInvitations'>>, Invitation>>,
  ]
>
