import type { SocialIdentity } from '../../presets/user-record.js'
import type { Send } from '../http/api-call.js'
import { readNothing } from '../http/read-body.js'
import { ask, type Refusal } from '../http/refusal.js'

/**
 * Gives the user a social identity, or replaces the one under this target. Safe to send again. Refused with
 * `user.identity_already_in_use` when another user has it; simultaneous calls for one identity on several users
 * all succeed, so duplicates must be found before.
 */
export const putIdentity = async (
  send: Send,
  userId: string,
  target: string,
  { userId: identityId, details }: SocialIdentity,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const path = `/api/users/${encodeURIComponent(userId)}/identities/${encodeURIComponent(target)}`
  const body = details === undefined ? { userId: identityId } : { userId: identityId, details }
  return (await ask(send, { method: 'PUT', path, body }, readNothing, signal)).refusal
}

/** @returns a refusal with status 404 when the user has none under this target */
export const deleteIdentity = async (
  send: Send,
  userId: string,
  target: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const path = `/api/users/${encodeURIComponent(userId)}/identities/${encodeURIComponent(target)}`
  return (await ask(send, { method: 'DELETE', path }, readNothing, signal)).refusal
}
