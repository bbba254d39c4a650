import type { Send } from '../http/api-call.js'
import { collectPages, listPages } from '../paging/collect-pages.js'
import { readList, readNothing, readObject } from '../http/read-body.js'
import { type Answered, ask, type Refusal } from '../http/refusal.js'
import { type LogtoUser, readUsers } from './user.js'

/** A role of the tenant. */
export interface Role {
  id: string
  name: string
  description: string
  /** Only `User` roles can be given to users. */
  type: 'User' | 'MachineToMachine'
  /** Given by Logto to every new user. */
  isDefault: boolean
}

/** All roles of the tenant, machine-to-machine roles too, which users cannot have. */
export const listAllRoles = (send: Send, signal?: AbortSignal): Promise<Role[]> =>
  collectPages(send, '/api/roles', readList<Role>('id', 'name'), signal)

/** Refused with `role.name_in_use` when there is one of this name. */
export const createRole = (
  send: Send,
  role: { name: string; description: string },
  signal?: AbortSignal,
): Promise<Answered<Role>> =>
  ask(
    send,
    { method: 'POST', path: '/api/roles', body: { ...role, type: 'User' } },
    readObject<Role>('id'),
    signal,
  )

/**
 * Gives one role to many users, all or none. If one has it already the call is refused with
 * `role.user_exists`, whose message alone holds that user's id, and nobody gets it. An id twice is a 500.
 * Sent again after an unknown outcome: one that was applied is then refused, and the caller looks who has it.
 */
export const assignRole = async (
  send: Send,
  roleId: string,
  userIds: readonly string[],
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const path = `/api/roles/${encodeURIComponent(roleId)}/users`
  const request = { method: 'POST', path, body: { userIds }, isIdempotent: true } as const
  return (await ask(send, request, readNothing, signal)).refusal
}

/** Gives many roles to one user; those the user has already are no error. Safe to send again. */
export const assignRolesToUser = async (
  send: Send,
  userId: string,
  roleIds: readonly string[],
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const path = `/api/users/${encodeURIComponent(userId)}/roles`
  const request = { method: 'POST', path, body: { roleIds }, isIdempotent: true } as const
  return (await ask(send, request, readNothing, signal)).refusal
}

/** The roles of one user. */
export const listRolesOfUser = (send: Send, userId: string, signal?: AbortSignal): Promise<Role[]> =>
  collectPages(send, `/api/users/${encodeURIComponent(userId)}/roles`, readList<Role>('id', 'name'), signal)

/** Pages of the users who have a role. */
export const listUsersOfRole = (
  send: Send,
  roleId: string,
  signal?: AbortSignal,
): AsyncGenerator<LogtoUser[]> =>
  listPages(send, `/api/roles/${encodeURIComponent(roleId)}/users`, readUsers, signal)
