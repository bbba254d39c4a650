import type { Send } from '../http/api-call.js'
import { readNothing } from '../http/read-body.js'
import { ask, type Refusal } from '../http/refusal.js'

/** Takes a role from a user. @returns a refusal with status 404 when the user does not have it */
export const removeRoleFromUser = (
  send: Send,
  userId: string,
  roleId: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => remove(send, `/api/users/${at(userId)}/roles/${at(roleId)}`, signal)

/** Ends a membership, and with it the organization roles. @returns a refusal with status 404 for no member */
export const removeOrganizationUser = (
  send: Send,
  organizationId: string,
  userId: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> =>
  remove(send, `/api/organizations/${at(organizationId)}/users/${at(userId)}`, signal)

/** Takes one organization role from a member. @returns a refusal when the member does not have it */
export const removeOrganizationRole = (
  send: Send,
  organizationId: string,
  userId: string,
  roleId: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> =>
  remove(send, `/api/organizations/${at(organizationId)}/users/${at(userId)}/roles/${at(roleId)}`, signal)

const remove = async (
  send: Send,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Refusal | undefined> => (await ask(send, { method: 'DELETE', path }, readNothing, signal)).refusal

const at = (id: string): string => encodeURIComponent(id)
