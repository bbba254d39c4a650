import type { ApiRequest, ApiResponse, Send } from './api-call.js'
import { classifyOutcome, tokenPath } from '../retry/classify-outcome.js'
import { createFatalError } from '../retry/fatal-error.js'
import { routeOf } from './route-of.js'
import { TransportError } from './transport-error.js'
import { MigrationError } from '../../outcome/migration-error.js'

export interface ClientCredentials {
  appId: string
  appSecret: string
  /** Indicator of the Management API: `https://<tenant>.logto.app/api`. */
  resource: string
}

export interface AccessToken {
  value: string
  /** On the clock that was passed in. */
  renewAtMs: number
  /** Clock of the target minus our own, to half a second; undefined when the answer had no usable `Date`. */
  skewMs: number | undefined
}

/** Taken when the answer does not say how long the token lives. */
const unknownLifeSeconds = 300
const renewalMs = 60_000
const renewalShare = 0.1

/**
 * One token request.
 *
 * @throws {MigrationError} when a token will never be given, or one without the permission `all`
 * @throws {TransportError} with phase `connect`, because the call that needs the token was not sent, when the
 *   token endpoint fails for the moment
 */
export const requestToken = async (
  send: Send,
  credentials: ClientCredentials,
  now: () => number,
): Promise<AccessToken> => {
  const request = createTokenRequest(credentials)
  const startMs = now()
  const end = await send(request).catch((error: unknown) => {
    if (error instanceof TransportError) {
      return error
    }
    throw error
  })
  const nowMs = now()
  const { kind, reason, retryAfterMs } = classifyOutcome(request, end, nowMs)
  if (kind === 'fatal') {
    throw createFatalError(request, reason, end)
  }
  if (kind !== 'success' || end instanceof TransportError) {
    throw new TransportError('connect', `token_${reason}`, routeOf(request), {
      retryAfterMs,
      firstCode: end instanceof TransportError ? end.firstCode : reason,
    })
  }
  return readToken(request, end, startMs, nowMs)
}

const createTokenRequest = ({ appId, appSecret, resource }: ClientCredentials): ApiRequest => ({
  method: 'POST',
  path: tokenPath,
  form: { grant_type: 'client_credentials', resource, scope: 'all' },
  headers: {
    authorization: `Basic ${Buffer.from(`${encodePart(appId)}:${encodePart(appSecret)}`).toString('base64')}`,
  },
  isIdempotent: true,
})

/** OAuth has both parts form-encoded before they are joined. */
const encodePart = (part: string): string => encodeURIComponent(part).replaceAll('%20', '+')

const readToken = (
  request: ApiRequest,
  response: ApiResponse,
  startMs: number,
  nowMs: number,
): AccessToken => {
  const body: unknown = response.body
  const field = (name: string): unknown =>
    typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  const value = field('access_token')
  if (typeof value !== 'string' || value === '') {
    throw new MigrationError(
      'target',
      'unexpected_answer',
      `${routeOf(request)}: expected a JSON object with access_token, got something else; check LOGTO_ENDPOINT`,
    )
  }
  const scope = field('scope')
  if (typeof scope !== 'string' || !scope.split(' ').includes('all')) {
    // Logto answers 200 without a scope; every call with such a token would be answered with 403.
    throw createFatalError(request, 'missing_scope', undefined)
  }
  const expiresIn = field('expires_in')
  const lifeMs = (typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn : unknownLifeSeconds) * 1000
  return {
    value,
    renewAtMs: startMs + lifeMs - Math.min(renewalMs, lifeMs * renewalShare),
    skewMs: readSkewMs(response, startMs, nowMs),
  }
}

/** A `Date` has whole seconds, so the target's time is half a second later on average. */
const readSkewMs = (response: ApiResponse, startMs: number, nowMs: number): number | undefined => {
  const serverMs = Date.parse(response.headers['date'] ?? '')
  return Number.isNaN(serverMs) ? undefined : serverMs + 500 - (startMs + nowMs) / 2
}
