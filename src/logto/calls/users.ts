import type { CreateUserBody } from '../../plan/user-plan.js'
import { AmbiguousOutcomeError } from '../retry/ambiguous-outcome-error.js'
import type { Send } from '../http/api-call.js'
import { listPages } from '../paging/collect-pages.js'
import { readNothing } from '../http/read-body.js'
import { type Answered, ask, createRefusedError, type Refusal, refusalOf } from '../http/refusal.js'
import { type LogtoUser, readUser, readUsers } from './user.js'

/** What `PATCH /api/users/:id` takes. `customData` and `profile` replace what is there, whole. */
export type PatchUserBody = Pick<
  CreateUserBody,
  'primaryEmail' | 'primaryPhone' | 'username' | 'name' | 'avatar' | 'profile' | 'customData'
>

/**
 * Creates one user; never sent twice.
 *
 * @throws {AmbiguousOutcomeError} when it is not known whether the user exists now
 */
export const createUser = (
  send: Send,
  body: CreateUserBody,
  signal?: AbortSignal,
): Promise<Answered<LogtoUser>> => ask(send, { method: 'POST', path: '/api/users', body }, readUser, signal)

/** @returns undefined when there is no such user */
export const getUser = async (
  send: Send,
  userId: string,
  options: { includePasswordHash?: boolean } = {},
  signal?: AbortSignal,
): Promise<LogtoUser | undefined> => {
  const query = options.includePasswordHash ? '?includePasswordHash=true' : ''
  const request = { method: 'GET', path: pathOf(userId) + query } as const
  const { value, refusal } = await ask(send, request, readUser, signal)
  if (refusal && refusal.status !== 404) {
    throw createRefusedError(request, refusal)
  }
  return value
}

/** Pages of users, newest first. `query` without leading `?`, as Logto's advanced search has it. */
export const listUsers = (send: Send, query = '', signal?: AbortSignal): AsyncGenerator<LogtoUser[]> =>
  listPages(send, query === '' ? '/api/users' : `/api/users?${query}`, readUsers, signal)

export const patchUser = (
  send: Send,
  userId: string,
  body: PatchUserBody,
  signal?: AbortSignal,
): Promise<Answered<LogtoUser>> =>
  ask(send, { method: 'PATCH', path: pathOf(userId), body }, readUser, signal)

export const suspendUser = (
  send: Send,
  userId: string,
  isSuspended: boolean,
  signal?: AbortSignal,
): Promise<Answered<LogtoUser>> =>
  ask(
    send,
    { method: 'PATCH', path: pathOf(userId, '/is-suspended'), body: { isSuspended } },
    readUser,
    signal,
  )

/** Refused with `sign_in_experiences.password_expiration_not_enabled` while the tenant has no such policy. */
export const expirePassword = async (
  send: Send,
  userId: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const request = {
    method: 'PATCH',
    path: pathOf(userId, '/password/expiration'),
    body: { isExpired: true },
  } as const
  return (await ask(send, request, readNothing, signal)).refusal
}

/** `absent` when the user was gone already, as after an answer that got lost. */
export const deleteUser = async (
  send: Send,
  userId: string,
  signal?: AbortSignal,
): Promise<Answered<'deleted' | 'absent'>> => {
  const response = await send({ method: 'DELETE', path: pathOf(userId) }, signal)
  const refusal = refusalOf(response)
  if (!refusal) {
    return { value: 'deleted' }
  }
  return response.status === 404 ? { value: 'absent' } : { refusal }
}

/**
 * Whether Logto takes this password for the user. Not read-only: a right one makes Logto replace the stored
 * hash by its own Argon2i. `unusable_hash` is the 500 that a malformed digest causes at every sign-in.
 *
 * @throws {AmbiguousOutcomeError} when no answer came
 */
export const verifyPassword = async (
  send: Send,
  userId: string,
  password: string,
  signal?: AbortSignal,
): Promise<'right' | 'wrong' | 'unusable_hash'> => {
  const request = { method: 'POST', path: pathOf(userId, '/password/verify'), body: { password } } as const
  try {
    const { refusal } = await ask(send, request, readNothing, signal)
    if (refusal && refusal.code !== 'session.invalid_credentials') {
      throw createRefusedError(request, refusal)
    }
    return refusal ? 'wrong' : 'right'
  } catch (error) {
    if (error instanceof AmbiguousOutcomeError && error.status === 500) {
      return 'unusable_hash'
    }
    throw error
  }
}

const pathOf = (userId: string, below = ''): string => `/api/users/${encodeURIComponent(userId)}${below}`
