import type { Send } from '../http/api-call.js'
import { readList, readObject } from '../http/read-body.js'
import { type Answered, ask } from '../http/refusal.js'
import { listPages } from '../paging/collect-pages.js'

/** A token that lets whoever has it sign in once with this e-mail address. */
export interface OneTimeToken {
  id: string
  email: string
  token: string
  status: 'active' | 'consumed' | 'revoked' | 'expired'
  /** Milliseconds since the epoch, like the next. */
  createdAt: number
  expiresAt: number
}

const readToken = readObject<OneTimeToken>('id', 'email', 'token')
const readTokens = readList<OneTimeToken>('id', 'email', 'token')

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

/** The tokens of an address that can still be used. */
export async function* findActiveTokens(
  send: Send,
  email: string,
  signal?: AbortSignal,
): AsyncGenerator<OneTimeToken> {
  const query = new URLSearchParams({ email, status: 'active' }).toString()
  for await (const page of listPages(send, `/api/one-time-tokens?${query}`, readTokens, signal)) yield* page
}

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
