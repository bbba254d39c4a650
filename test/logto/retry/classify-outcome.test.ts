import { expect, test } from 'vitest'
import type { ApiRequest, ApiResponse } from '../../../src/logto/http/api-call.js'
import { classifyOutcome } from '../../../src/logto/retry/classify-outcome.js'
import { createFatalError } from '../../../src/logto/retry/fatal-error.js'
import { TransportError } from '../../../src/logto/http/transport-error.js'

const create: ApiRequest = { method: 'POST', path: '/api/users', body: {} }
const lookup: ApiRequest = { method: 'GET', path: '/api/users?search.primaryEmail=a%40b.co' }
const addMembers: ApiRequest = {
  method: 'POST',
  path: '/api/organizations/o/users',
  body: {},
  isIdempotent: true,
}
const token: ApiRequest = { method: 'POST', path: '/oidc/token', form: {}, isIdempotent: true }

const answer = (
  status: number,
  body: unknown = undefined,
  headers: Record<string, string> = {},
): ApiResponse => ({
  status,
  headers: { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json', ...headers },
  body,
})
const html = (status: number): ApiResponse =>
  answer(status, '<html>', { 'content-type': 'text/html; charset=UTF-8' })
const broken = (phase: 'connect' | 'unknown', code: string) =>
  new TransportError(phase, code, 'POST /api/users')

const table: [string, ApiRequest, ApiResponse | TransportError, string][] = [
  ['created', create, answer(200, { id: 'x' }), 'success ok'],
  ['no content', lookup, answer(204), 'success ok'],
  ['a web page', lookup, html(200), 'fatal not_logto'],
  ['redirect', lookup, answer(301, '', { location: 'https://login.example.com/x?y' }), 'fatal redirected'],
  ['guard', create, answer(400, { code: 'guard.invalid_input' }), 'terminal refused'],
  ['duplicate', create, answer(422, { code: 'user.email_already_in_use' }), 'terminal refused'],
  ['expired token', create, answer(401, { code: 'auth.unauthorized' }), 'unauthorized unauthorized'],
  ['no scope', create, answer(403, { code: 'auth.forbidden' }), 'fatal missing_scope'],
  ['plan', create, answer(403, { code: 'subscription.limit_exceeded' }), 'fatal forbidden'],
  ['firewall', create, html(403), 'transient firewall_blocked 30000'],
  ['unknown user', lookup, answer(404, { code: 'entity.not_found' }), 'terminal not_found'],
  ['unknown route', lookup, answer(404, 'Not Found'), 'terminal not_found'],
  [
    'a body over 1 MiB',
    { ...create, body: { customData: { x: 'y'.repeat(1_048_576) } } },
    answer(404, 'Not Found'),
    'terminal body_too_large',
  ],
  ['a body of the proxy limit', create, answer(413, 'too large'), 'terminal body_too_large'],
  ['408 on a create', create, answer(408), 'ambiguous request_timeout'],
  ['408 on a lookup', lookup, answer(408), 'transient request_timeout'],
  ['425', create, answer(425), 'transient rate_limited'],
  ['429 on a create', create, answer(429, undefined, { 'retry-after': '3' }), 'transient rate_limited 3000'],
  ['431', lookup, answer(431), 'terminal refused'],
  ['500 on a create', create, answer(500, { message: 'Internal server error.' }), 'ambiguous server_error'],
  ['500 on a lookup', lookup, answer(500), 'transient server_error'],
  ['500 on an idempotent POST', addMembers, answer(500), 'transient server_error'],
  ['501', lookup, answer(501), 'terminal refused'],
  ['502 on a create', create, html(502), 'ambiguous target_unavailable'],
  [
    '503 with Retry-After on a create',
    create,
    answer(503, undefined, { 'retry-after': '7' }),
    'ambiguous target_unavailable 7000',
  ],
  ['503 on a lookup', lookup, answer(503), 'transient target_unavailable'],
  [
    '504 on a delete',
    { method: 'DELETE', path: '/api/users/x' },
    answer(504),
    'transient target_unavailable',
  ],
  ['520 on a patch', { method: 'PATCH', path: '/api/users/x' }, html(520), 'transient target_unavailable'],
  ['refused connection on a create', create, broken('connect', 'ECONNREFUSED'), 'transient connect_failed'],
  ['DNS', create, broken('connect', 'EAI_AGAIN'), 'transient connect_failed'],
  ['expired certificate', create, broken('connect', 'CERT_HAS_EXPIRED'), 'fatal tls_untrusted'],
  [
    'self-signed certificate',
    lookup,
    broken('connect', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    'fatal tls_untrusted',
  ],
  ['no TLS there', lookup, broken('connect', 'ERR_SSL_WRONG_VERSION_NUMBER'), 'fatal tls_untrusted'],
  ['reset on a create', create, broken('unknown', 'ECONNRESET'), 'ambiguous no_usable_answer'],
  ['reset on a lookup', lookup, broken('unknown', 'ECONNRESET'), 'transient no_usable_answer'],
  [
    'reset on a put',
    { method: 'PUT', path: '/api/users/x/identities/y' },
    broken('unknown', 'UND_ERR_SOCKET'),
    'transient no_usable_answer',
  ],
  ['timeout on a create', create, broken('unknown', 'UND_ERR_HEADERS_TIMEOUT'), 'ambiguous answer_timeout'],
  ['timeout on a lookup', lookup, broken('unknown', 'answer_timeout'), 'transient answer_timeout'],
  ['garbage on a create', create, broken('unknown', 'invalid_body'), 'ambiguous no_usable_answer'],
  [
    'huge answer to a lookup',
    lookup,
    broken('unknown', 'UND_ERR_RES_EXCEEDED_MAX_SIZE'),
    'fatal answer_too_large',
  ],
  [
    'huge answer to a create',
    create,
    broken('unknown', 'UND_ERR_HEADERS_OVERFLOW'),
    'ambiguous answer_too_large',
  ],
  [
    'token for the moment not to be had',
    create,
    broken('connect', 'token_server_error'),
    'transient token_unavailable',
  ],
  ['wrong secret', token, answer(401, { code: 'oidc.invalid_client' }), 'fatal invalid_client'],
  ['unknown app', token, answer(400, { code: 'oidc.invalid_client' }), 'fatal invalid_client'],
  ['wrong resource', token, answer(400, { code: 'oidc.invalid_target' }), 'fatal invalid_target'],
  ['other token refusal', token, answer(400, { code: 'oidc.invalid_request' }), 'fatal token_refused'],
  ['custom domain', token, html(404), 'fatal token_endpoint_missing'],
  ['token endpoint down', token, answer(503), 'transient target_unavailable'],
]

test.each(table)('%s', (_id, request, end, expected) => {
  const { kind, reason, retryAfterMs } = classifyOutcome(request, end, 0)
  expect([kind, reason, retryAfterMs].filter((part) => part !== undefined).join(' ')).toBe(expected)
})

test('no request that is not idempotent is ever transient once it may have arrived', () => {
  for (let status = 100; status < 600; status += 1) {
    const { kind } = classifyOutcome(create, answer(status), 0)
    if (kind === 'transient') {
      expect([425, 429]).toContain(status)
    }
  }
  for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'whatever']) {
    expect(classifyOutcome(create, broken('unknown', code), 0).kind).toBe('ambiguous')
  }
})

test.each<[string, ApiRequest, ApiResponse | TransportError, RegExp]>([
  [
    'missing_scope',
    create,
    answer(403, { code: 'auth.forbidden', message: 'Forbidden.' }),
    /Got 403 auth\.forbidden: Forbidden\. Assign .*Logto Management API access/,
  ],
  [
    'token_endpoint_missing',
    token,
    html(404),
    /LOGTO_ENDPOINT; on Logto Cloud .* https:\/\/<tenant>\.logto\.app, never at a custom domain/,
  ],
  [
    'redirected',
    lookup,
    answer(302, '', { location: 'https://login.example.com/a?token=x' }),
    /Got 302 to https:\/\/login\.example\.com\. /,
  ],
  [
    'tls_untrusted',
    lookup,
    broken('connect', 'CERT_HAS_EXPIRED'),
    /\(CERT_HAS_EXPIRED\)\. .*NODE_EXTRA_CA_CERTS/,
  ],
  [
    'invalid_client',
    token,
    answer(401, { code: 'oidc.invalid_client' }),
    /LOGTO_APP_ID and LOGTO_APP_SECRET/,
  ],
])('the message of %s says what to do', (reason, request, end, expected) => {
  const { kind, reason: found } = classifyOutcome(request, end, 0)
  expect([kind, found]).toEqual(['fatal', reason])
  const error = createFatalError(request, found, end)
  expect(error).toMatchObject({ reason: 'target', code: reason })
  expect(error.message).toMatch(expected)
  expect(error.message).not.toMatch(/a%40b|token=x/)
})
