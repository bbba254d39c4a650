import type { Send } from '../http/api-call.js'
import { readObject } from '../http/read-body.js'
import { type Answered, ask } from '../http/refusal.js'

/** A token that lets whoever has it sign in once with this e-mail address. */
export interface OneTimeToken {
  id: string
  email: string
  token: string
  status: 'active' | 'consumed' | 'revoked' | 'expired'
  /** Milliseconds since the epoch. */
  expiresAt: number
}

const readToken = readObject<OneTimeToken>('id', 'email', 'token')

/**
 * Creates a token; never sent twice by itself.
 *
 * @throws {AmbiguousOutcomeError} when it is not known whether there is one now
 */
export const createOneTimeToken = (
  send: Send,
  body: { email: string; expiresIn: number },
  signal?: AbortSignal,
): Promise<Answered<OneTimeToken>> =>
  ask(send, { method: 'POST', path: '/api/one-time-tokens', body }, readToken, signal)

/** Harmless to repeat. */
export const revokeOneTimeToken = (
  send: Send,
  id: string,
  signal?: AbortSignal,
): Promise<Answered<OneTimeToken>> =>
  ask(
    send,
    {
      method: 'PUT',
      path: `/api/one-time-tokens/${encodeURIComponent(id)}/status`,
      body: { status: 'revoked' },
      isIdempotent: true,
    },
    readToken,
    signal,
  )
