import type { StubReply, StubRequest } from '../../support/stub-server.js'
import type { UpstreamConfig } from '../../../src/trickle/upstreams/upstream-config.js'

/** What the mocks answer for one way a sign-in can go. */
export type Way = 'right' | 'second_factor' | 'wrong' | 'nobody' | 'blocked' | 'limited' | 'misconfigured'

export interface Vendor {
  config(endpoint: string): UpstreamConfig
  /** Name and password of a request in the vendor's documented form; undefined when it is not in that form. */
  read(request: StubRequest): { name: string; password: string } | undefined
  /** Answers in the vendor's documented forms. */
  answers: Partial<Record<Way, StubReply>>
}

const form = ({ body }: StubRequest): Record<string, string> => Object.fromEntries(new URLSearchParams(body))
const json = ({ body }: StubRequest): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>
const pick = (
  from: Record<string, unknown>,
  name: string,
  password: string,
): { name: string; password: string } => ({ name: String(from[name]), password: String(from[password]) })

const oauth = (status: number, error: string, description = ''): StubReply => ({
  status,
  json: { error, error_description: description },
})
const tokens: StubReply = {
  status: 200,
  json: { access_token: 'x', id_token: 'y', token_type: 'Bearer', expires_in: 3600 },
}

const cognitoError = (type: string, message: string): StubReply => ({
  status: 400,
  json: { __type: type, message },
  type: 'application/x-amz-json-1.1',
})

const entraError = (code: number, error = 'invalid_grant'): StubReply => ({
  status: 400,
  json: { error, error_description: `AADSTS${code}: …`, error_codes: [code], trace_id: 't' },
})

const googleError = (message: string): StubReply => ({
  status: 400,
  json: { error: { code: 400, message, errors: [{ message, domain: 'global', reason: 'invalid' }] } },
})

const oktaError = (status: number, errorCode: string): StubReply => ({
  status,
  json: { errorCode, errorSummary: '…', errorLink: errorCode, errorId: 'e', errorCauses: [] },
})

export const vendors: Record<string, Vendor> = {
  cognito: {
    config: (endpoint) => ({
      type: 'cognito',
      region: 'eu-west-1',
      clientId: 'client',
      clientSecret: 's',
      endpoint,
    }),
    read: (request) => {
      const body = json(request)
      const parameters = body['AuthParameters'] as Record<string, unknown>
      const isRight =
        request.headers['x-amz-target'] === 'AWSCognitoIdentityProviderService.InitiateAuth' &&
        request.headers['content-type'] === 'application/x-amz-json-1.1' &&
        body['AuthFlow'] === 'USER_PASSWORD_AUTH' &&
        body['ClientId'] === 'client' &&
        typeof parameters['SECRET_HASH'] === 'string'
      return isRight ? pick(parameters, 'USERNAME', 'PASSWORD') : undefined
    },
    answers: {
      right: {
        status: 200,
        json: { AuthenticationResult: { AccessToken: 'a', ExpiresIn: 3600 }, ChallengeParameters: {} },
      },
      second_factor: { status: 200, json: { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's' } },
      wrong: cognitoError('NotAuthorizedException', 'Incorrect username or password.'),
      nobody: cognitoError('UserNotFoundException', 'User does not exist.'),
      blocked: cognitoError('NotAuthorizedException', 'User is disabled.'),
      limited: cognitoError('NotAuthorizedException', 'Password attempts exceeded'),
      misconfigured: cognitoError('NotAuthorizedException', 'Unable to verify secret hash for client client'),
    },
  },
  auth0: {
    config: (endpoint) => ({
      type: 'auth0',
      domain: 'acme.eu.auth0.com',
      clientId: 'client',
      clientSecret: 's',
      realm: 'Users',
      endpoint,
    }),
    read: (request) => {
      const body = json(request)
      const isRight =
        body['grant_type'] === 'http://auth0.com/oauth/grant-type/password-realm' && body['realm'] === 'Users'
      return isRight ? pick(body, 'username', 'password') : undefined
    },
    answers: {
      right: tokens,
      second_factor: {
        status: 403,
        json: {
          error: 'mfa_required',
          error_description: 'Multifactor authentication required',
          mfa_token: 'm',
        },
      },
      wrong: oauth(403, 'invalid_grant', 'Wrong email or password.'),
      blocked: oauth(403, 'password_leaked', 'This login has been blocked because…'),
      limited: oauth(429, 'too_many_attempts', 'Your account has been blocked after multiple…'),
      misconfigured: oauth(403, 'unauthorized_client', 'Grant type not allowed for the client.'),
    },
  },
  entra: {
    config: (endpoint) => ({
      type: 'entra',
      tenant: 'contoso.onmicrosoft.com',
      clientId: 'client',
      endpoint,
    }),
    read: (request) => {
      const body = form(request)
      return body['grant_type'] === 'password' && body['client_id'] === 'client'
        ? pick(body, 'username', 'password')
        : undefined
    },
    answers: {
      right: tokens,
      second_factor: entraError(50_076),
      wrong: entraError(50_126),
      nobody: entraError(50_034),
      blocked: entraError(50_053),
      limited: { status: 429, json: {} },
      misconfigured: entraError(7_000_218, 'invalid_client'),
    },
  },
  b2c: {
    config: (endpoint) => ({
      type: 'b2c',
      tenant: 'contoso',
      policy: 'B2C_1_ropc',
      clientId: 'client',
      endpoint,
    }),
    read: (request) => {
      const body = form(request)
      return body['scope'] === 'openid client' && body['response_type'] === 'token id_token'
        ? pick(body, 'username', 'password')
        : undefined
    },
    answers: {
      right: tokens,
      wrong: oauth(
        400,
        'access_denied',
        'AADB2C90225: The username or password provided in the request are invalid.',
      ),
      misconfigured: oauth(
        400,
        'unauthorized_client',
        'AADB2C90057: The provided application is not configured',
      ),
    },
  },
  okta: {
    config: (endpoint) => ({ type: 'okta', url: endpoint }),
    read: (request) =>
      request.path === '/api/v1/authn' ? pick(json(request), 'username', 'password') : undefined,
    answers: {
      right: { status: 200, json: { status: 'SUCCESS', sessionToken: 's', _embedded: {} } },
      second_factor: { status: 200, json: { status: 'MFA_REQUIRED', stateToken: 's' } },
      wrong: oktaError(401, 'E0000004'),
      blocked: { status: 200, json: { status: 'LOCKED_OUT' } },
      limited: oktaError(429, 'E0000047'),
      misconfigured: oktaError(403, 'E0000006'),
    },
  },
  keycloak: {
    config: (endpoint) => ({ type: 'keycloak', url: endpoint, realm: 'old realm', clientId: 'client' }),
    read: (request) => {
      const body = form(request)
      const isRight =
        request.path === '/realms/old%20realm/protocol/openid-connect/token' &&
        body['grant_type'] === 'password' &&
        body['client_id'] === 'client'
      return isRight ? pick(body, 'username', 'password') : undefined
    },
    answers: {
      right: tokens,
      second_factor: oauth(400, 'invalid_grant', 'Account is not fully set up'),
      wrong: oauth(401, 'invalid_grant', 'Invalid user credentials'),
      blocked: oauth(400, 'invalid_grant', 'Account disabled'),
      misconfigured: oauth(400, 'unauthorized_client', 'Client not allowed for direct access grants'),
    },
  },
  oidc: {
    config: (endpoint) => ({
      type: 'oidc',
      tokenEndpoint: `${endpoint}/token`,
      clientId: 'a b',
      clientSecret: 's:1',
      authentication: 'basic',
    }),
    read: (request) =>
      request.headers.authorization === `Basic ${Buffer.from('a+b:s%3A1').toString('base64')}`
        ? pick(form(request), 'username', 'password')
        : undefined,
    answers: {
      right: tokens,
      wrong: oauth(400, 'invalid_grant'),
      misconfigured: oauth(401, 'invalid_client'),
      limited: { status: 429, text: 'slow down' },
    },
  },
  firebase: {
    config: (endpoint) => ({ type: 'firebase', apiKey: 'key', endpoint }),
    read: (request) => (request.path === '/?key=key' ? pick(json(request), 'email', 'password') : undefined),
    answers: {
      right: { status: 200, json: { kind: 'k', localId: 'id', idToken: 't', registered: true } },
      second_factor: { status: 200, json: { mfaPendingCredential: 'p', mfaInfo: [] } },
      wrong: googleError('INVALID_LOGIN_CREDENTIALS'),
      nobody: googleError('EMAIL_NOT_FOUND'),
      blocked: googleError('USER_DISABLED'),
      limited: googleError('TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been disabled'),
      misconfigured: googleError('OPERATION_NOT_ALLOWED'),
    },
  },
  supabase: {
    config: (endpoint) => ({ type: 'supabase', url: endpoint, anonKey: 'anon' }),
    read: (request) =>
      request.path === '/auth/v1/token?grant_type=password' && request.headers['apikey'] === 'anon'
        ? pick(json(request), 'email', 'password')
        : undefined,
    answers: {
      right: tokens,
      wrong: {
        status: 400,
        json: { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' },
      },
      nobody: {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'Invalid login credentials' },
      },
      blocked: { status: 400, json: { code: 400, error_code: 'user_banned', msg: 'User is banned' } },
      limited: { status: 429, json: { code: 429, error_code: 'over_request_rate_limit', msg: '…' } },
      misconfigured: { status: 401, json: { message: 'Invalid API key' } },
    },
  },
  http: {
    config: (endpoint) => ({
      type: 'http',
      url: `${endpoint}/login`,
      headers: { 'x-key': 'k' },
      body: { user: { login: '{name}' }, secret: '{password}' },
      right: { status: 200, field: 'data.ok', equals: true },
    }),
    read: (request) => {
      const body = json(request) as { user: { login: string }; secret: string }
      return request.headers['x-key'] === 'k' ? { name: body.user.login, password: body.secret } : undefined
    },
    answers: {
      right: { status: 200, json: { data: { ok: true } } },
      wrong: { status: 200, json: { data: { ok: false } } },
      nobody: { status: 401, text: 'no' },
      limited: { status: 429, text: '' },
    },
  },
}
