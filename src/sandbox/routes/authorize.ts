import type { IncomingHttpHeaders } from 'node:http'
import { apiError } from '../http/api-error.js'
import type { SandboxContext } from '../sandbox-context.js'

const unauthorized = (code: string, name: string, more: Record<string, unknown> = {}): Error =>
  apiError('auth.unauthorized', {}, { data: { code, ...more, name } })

/** Lets a call of the Management API through. @throws ApiError 401 or 403 */
export const authorize = (context: SandboxContext, headers: IncomingHttpHeaders): void => {
  const { authorization } = headers
  if (!authorization) throw apiError('auth.authorization_header_missing')
  if (!authorization.startsWith('Bearer ')) {
    throw apiError(
      'auth.authorization_token_type_not_supported',
      {},
      { data: { supportedTypes: ['Bearer'] } },
    )
  }
  const token = authorization.slice('Bearer '.length)
  const issued = context.store.tokens.find(token)
  if (!issued) {
    throw token.split('.').length === 3
      ? unauthorized('ERR_JWKS_NO_MATCHING_KEY', 'JWKSNoMatchingKey')
      : unauthorized('ERR_JWS_INVALID', 'JWSInvalid')
  }
  if (issued.expiresAtSeconds <= Math.floor(context.now() / 1000)) {
    throw unauthorized('ERR_JWT_EXPIRED', 'JWTExpired', { claim: 'exp', reason: 'check_failed' })
  }
  if (issued.scope !== 'all') throw apiError('auth.forbidden')
}
