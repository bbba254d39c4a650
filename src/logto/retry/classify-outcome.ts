import type { ApiRequest, ApiResponse } from '../http/api-call.js'
import { errorCodeOf } from '../http/error-code.js'
import type { OutcomeReason } from './outcome-reasons.js'
import { readRetryAfterMs } from './retry-after.js'
import { TransportError } from '../http/transport-error.js'

/**
 * - `success` done
 * - `terminal` refused for good; the caller reads status and code
 * - `transient` not applied, or harmless to apply again: worth another try
 * - `ambiguous` may have been applied and must not be sent again before it was looked up
 * - `unauthorized` not applied, the token needs renewal
 * - `fatal` every further request would end the same way: the run stops
 */
export type OutcomeKind = 'success' | 'terminal' | 'transient' | 'ambiguous' | 'unauthorized' | 'fatal'

export interface Outcome {
  kind: OutcomeKind
  reason: OutcomeReason
  /** What the target asked to wait. */
  retryAfterMs?: number
}

/** Path of the token endpoint below the endpoint. */
export const tokenPath = '/oidc/token'

/** A firewall that blocks by request rate lets go after its own window, which it does not tell. */
const firewallPauseMs = 30_000
/** A failure that took so long is no fault of the request: it waited for a connection to the database. */
const overloadMs = 2000
const maxBodyBytes = 1_048_576
const untrustedCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(VERIFY|GET)_)/
const tooLargeCodes = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'UND_ERR_HEADERS_OVERFLOW'])
const timeoutCodes = new Set(['answer_timeout', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/**
 * The one table of what an attempt's end means.
 *
 * @param nowMs wall clock, for a Retry-After date in an answer without a `Date`
 */
export const classifyOutcome = (
  request: ApiRequest,
  end: ApiResponse | TransportError,
  nowMs: number,
): Outcome => {
  if (end instanceof TransportError) {
    return classifyTransport(request, end)
  }
  const { status } = end
  const retryAfterMs = status >= 400 ? readRetryAfterMs(end.headers, nowMs) : undefined
  const outcome = classifyStatus(request, end)
  return retryAfterMs === undefined ? outcome : { ...outcome, retryAfterMs }
}

const classifyTransport = (request: ApiRequest, { phase, code, retryAfterMs }: TransportError): Outcome => {
  if (phase === 'connect') {
    if (untrustedCodes.test(code)) {
      return { kind: 'fatal', reason: 'tls_untrusted' }
    }
    const reason = code.startsWith('token_') ? 'token_unavailable' : 'connect_failed'
    return { kind: 'transient', reason, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  if (tooLargeCodes.has(code)) {
    return { kind: isIdempotent(request) ? 'fatal' : 'ambiguous', reason: 'answer_too_large' }
  }
  return unlessIdempotent(request, timeoutCodes.has(code) ? 'answer_timeout' : 'no_usable_answer')
}

const classifyStatus = (request: ApiRequest, response: ApiResponse): Outcome => {
  const { status } = response
  const isToken = request.path === tokenPath
  if (status < 300) {
    return isHtml(response) ? { kind: 'fatal', reason: 'not_logto' } : { kind: 'success', reason: 'ok' }
  }
  if (status < 400) {
    return { kind: 'fatal', reason: 'redirected' }
  }
  if (status === 429 || status === 425) {
    return { kind: 'transient', reason: 'rate_limited' }
  }
  if (status === 408) {
    return unlessIdempotent(request, 'request_timeout')
  }
  if (status >= 500 && status !== 501 && (response.elapsedMs ?? 0) >= overloadMs) {
    return unlessIdempotent(request, 'overloaded')
  }
  if (status === 500) {
    return unlessIdempotent(request, 'server_error')
  }
  if (status > 501) {
    return unlessIdempotent(request, 'target_unavailable')
  }
  if (status === 403) {
    return classifyForbidden(response)
  }
  if (isToken) {
    return classifyTokenRefusal(response)
  }
  if (status === 401) {
    return { kind: 'unauthorized', reason: 'unauthorized' }
  }
  if (status === 404) {
    return classifyNotFound(request, response)
  }
  return { kind: 'terminal', reason: status === 413 ? 'body_too_large' : 'refused' }
}

const classifyForbidden = (response: ApiResponse): Outcome => {
  if (isHtml(response)) {
    return { kind: 'transient', reason: 'firewall_blocked', retryAfterMs: firewallPauseMs }
  }
  return { kind: 'fatal', reason: errorCodeOf(response) === 'auth.forbidden' ? 'missing_scope' : 'forbidden' }
}

const classifyTokenRefusal = (response: ApiResponse): Outcome => {
  if (response.status === 404) {
    return { kind: 'fatal', reason: 'token_endpoint_missing' }
  }
  const code = errorCodeOf(response)
  if (code === 'oidc.invalid_client' || code === 'oidc.invalid_target') {
    return { kind: 'fatal', reason: code === 'oidc.invalid_client' ? 'invalid_client' : 'invalid_target' }
  }
  return { kind: 'fatal', reason: 'token_refused' }
}

const classifyNotFound = (request: ApiRequest, response: ApiResponse): Outcome => {
  if (isHtml(response)) {
    return { kind: 'fatal', reason: 'not_logto' }
  }
  if (typeof response.body === 'string' && request.body !== undefined && isOverLimit(request.body)) {
    return { kind: 'terminal', reason: 'body_too_large' }
  }
  return { kind: 'terminal', reason: 'not_found' }
}

const isOverLimit = (body: unknown): boolean => Buffer.byteLength(JSON.stringify(body) ?? '') > maxBodyBytes

const isHtml = (response: ApiResponse): boolean =>
  /^text\/html\b/i.test(response.headers['content-type'] ?? '')

const unlessIdempotent = (request: ApiRequest, reason: OutcomeReason): Outcome => ({
  kind: isIdempotent(request) ? 'transient' : 'ambiguous',
  reason,
})

/** Whether sending the request again after an unknown outcome does no harm. */
export const isIdempotent = (request: ApiRequest): boolean =>
  request.isIdempotent ?? request.method !== 'POST'
