import type { ApiRequest, Send } from './api-call.js'
import { createFatalError } from '../retry/fatal-error.js'
import { type AccessToken, type ClientCredentials, requestToken } from './request-token.js'

export interface AuthorizeOptions {
  credentials: ClientCredentials
  /** Clock of the effects; must not jump, since the life of a token is counted on it. */
  now: () => number
}

export interface AuthorizedSend {
  send: Send
  /**
   * Clock of the target minus the clock of this machine, to about a second; undefined before the first token.
   * Nothing depends on it: tokens are renewed by their length of life, not by the target's time.
   */
  clockSkewMs(): number | undefined
}

/**
 * Adds the bearer token. One token request at a time, however many calls wait for it; renewed shortly before
 * it ends, and once when a call is answered with 401. That call is then sent again, once: a 401 means that it
 * was not applied. Requests that bring their own `authorization` pass unchanged.
 *
 * @throws {MigrationError} when a fresh token is refused as well
 */
export const authorize = (send: Send, { credentials, now }: AuthorizeOptions): AuthorizedSend => {
  let token: AccessToken | undefined
  let skewMs: number | undefined
  let renewal: Promise<AccessToken> | undefined

  const renew = (): Promise<AccessToken> => {
    renewal ??= requestToken(send, credentials, now)
      .then((fresh) => {
        token = fresh
        skewMs = fresh.skewMs ?? skewMs
        return fresh
      })
      .finally(() => {
        renewal = undefined
      })
    return renewal
  }

  const currentToken = async (signal: AbortSignal | undefined): Promise<AccessToken> => {
    if (token && now() < token.renewAtMs) {
      return token
    }
    // The renewal serves all callers, so one that gives up only stops waiting for it.
    return unlessAborted(renew(), signal)
  }

  const discard = (refused: AccessToken): void => {
    // Of several calls refused with one token, only the first finds it still in place.
    if (token === refused) {
      token = undefined
    }
  }

  return {
    clockSkewMs: () => skewMs,
    send: async (request, signal) => {
      if (request.headers?.['authorization'] !== undefined) {
        return send(request, signal)
      }
      const first = await currentToken(signal)
      const response = await send(withToken(request, first), signal)
      if (response.status !== 401) {
        return response
      }
      discard(first)
      const second = await currentToken(signal)
      const repeated = await send(withToken(request, second), signal)
      if (repeated.status === 401) {
        throw createFatalError(request, 'unauthorized', repeated)
      }
      return repeated
    },
  }
}

const withToken = (request: ApiRequest, token: AccessToken): ApiRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${token.value}` },
})

const unlessAborted = <Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> => {
  if (!signal) {
    return promise
  }
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason)
    if (signal.aborted) {
      giveUp()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
