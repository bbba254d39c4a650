/** Every reason an attempt can end with, and what it means. docs/pacing.md and docs/exit-codes.md build on it. */
export const outcomeReasons = {
  answer_timeout: 'No answer within the time allowed.',
  answer_too_large: 'The answer, or its headers, are larger than the program accepts.',
  body_too_large: 'The request body is over the 1 MiB that Logto takes; it answers 404 for it.',
  connect_failed: 'No connection could be opened; the target has seen nothing.',
  firewall_blocked: 'A firewall before the target refused the request: too many of them in a short time.',
  forbidden: 'The target refuses the call: missing permission, or a limit of the plan.',
  invalid_client: 'The token endpoint does not know the application, or its secret is wrong.',
  invalid_target: 'The token endpoint does not know the resource.',
  missing_scope: 'The token does not carry the permission `all` of the Management API.',
  no_usable_answer: 'The connection broke or the answer was cut or garbled.',
  not_found: 'What the path names does not exist.',
  not_logto: 'Something other than Logto answered.',
  ok: 'Done.',
  rate_limited: 'The target asks for fewer requests (429 or 425).',
  redirected: 'The endpoint redirects elsewhere.',
  refused: 'The target refuses this request for what it says; sending it again is useless.',
  request_timeout: 'The target gave up waiting for the request (408).',
  server_error: 'The target failed on this request (500).',
  target_unavailable: 'The target, or what stands before it, is not up (502, 503, 504 and the like).',
  tls_untrusted: 'The certificate of the target is not trusted, or it does not speak TLS.',
  token_endpoint_missing: 'There is no token endpoint at this address.',
  token_refused: 'The token endpoint refuses the request.',
  token_unavailable: 'The token endpoint does not answer at the moment; the call itself was not sent.',
  unauthorized: 'The token is not accepted: expired, or signed by somebody else.',
} as const

export type OutcomeReason = keyof typeof outcomeReasons
