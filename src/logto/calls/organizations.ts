import type { Send } from '../http/api-call.js'
import { collectPages, listPages } from '../paging/collect-pages.js'
import { readList, readNothing, readObject } from '../http/read-body.js'
import { type Answered, ask, type Refusal } from '../http/refusal.js'
import type { LogtoUser } from './user.js'

export interface Organization {
  id: string
  /** Not unique: two organizations may have one name. */
  name: string
  description: string | null
  customData: Record<string, unknown>
}

/** A member as the list of an organization's users has it. */
export interface OrganizationMember extends Pick<
  LogtoUser,
  'id' | 'username' | 'primaryEmail' | 'primaryPhone' | 'name'
> {
  organizationRoles: { id: string; name: string }[]
}

export const listOrganizations = (send: Send, signal?: AbortSignal): Promise<Organization[]> =>
  collectPages(send, '/api/organizations', readList<Organization>('id', 'name'), signal)

export const hasOrganization = async (
  send: Send,
  organizationId: string,
  signal?: AbortSignal,
): Promise<boolean> =>
  (await ask(send, { method: 'GET', path: pathOf(organizationId, '') }, readNothing, signal)).refusal ===
  undefined

/** Not idempotent, and Logto refuses no second one of the same name. */
export const createOrganization = (
  send: Send,
  organization: { name: string; description?: string; customData?: Record<string, unknown> },
  signal?: AbortSignal,
): Promise<Answered<Organization>> =>
  ask(
    send,
    { method: 'POST', path: '/api/organizations', body: organization },
    readObject<Organization>('id'),
    signal,
  )

/**
 * Makes many users members, all or none. Those who are members already, and ids that repeat, are no error; one
 * unknown id is (`entity.relation_foreign_key_not_found`). Safe to send again. Best at 500 to 1,000 users.
 */
export const addOrganizationUsers = (
  send: Send,
  organizationId: string,
  userIds: readonly string[],
  signal?: AbortSignal,
): Promise<Refusal | undefined> => post(send, pathOf(organizationId, '/users'), { userIds }, signal)

/** Gives organization roles to many members, all or none; a non-member is an error. Safe to send again. */
export const assignOrganizationRoles = (
  send: Send,
  organizationId: string,
  userIds: readonly string[],
  organizationRoleIds: readonly string[],
  signal?: AbortSignal,
): Promise<Refusal | undefined> =>
  post(send, pathOf(organizationId, '/users/roles'), { userIds, organizationRoleIds }, signal)

/** Pages of the members of an organization, with their organization roles. */
export const listOrganizationMembers = (
  send: Send,
  organizationId: string,
  signal?: AbortSignal,
): AsyncGenerator<OrganizationMember[]> =>
  listPages(send, pathOf(organizationId, '/users'), readList<OrganizationMember>('id'), signal)

/** The organizations of one user, with the roles there. */
export const listOrganizationsOfUser = (
  send: Send,
  userId: string,
  signal?: AbortSignal,
): Promise<(Organization & { organizationRoles: { id: string; name: string }[] })[]> =>
  collectPages(
    send,
    `/api/users/${encodeURIComponent(userId)}/organizations`,
    readList<Organization & { organizationRoles: { id: string; name: string }[] }>('id', 'name'),
    signal,
  )

const post = async (
  send: Send,
  path: string,
  body: object,
  signal: AbortSignal | undefined,
): Promise<Refusal | undefined> =>
  (await ask(send, { method: 'POST', path, body, isIdempotent: true }, readNothing, signal)).refusal

const pathOf = (organizationId: string, below: string): string =>
  `/api/organizations/${encodeURIComponent(organizationId)}${below}`
