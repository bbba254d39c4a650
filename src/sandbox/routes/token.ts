import type { ApiCall } from '../http/api-call.js'
import { ApiError } from '../http/api-error.js'
import { createId } from '../create-id.js'
import { json } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import type { AppCredentials, SandboxContext } from '../sandbox-context.js'
import { addLog } from './add-log.js'

const grantToken = (call: ApiCall): Reply => {
  const { context } = call
  const form = new URLSearchParams(call.rawBody)
  const given = readBasicCredentials(call.headers.authorization)
  try {
    const app = checkClient(context, given)
    checkGrant(context, form)
    const scope = form.get('scope')?.split(' ').includes('all') && app.hasManagementRole ? 'all' : undefined
    const token = createToken(context, app.id, scope)
    logGrant(context, form, app.id, { result: 'Success', scope, tokenTypes: ['AccessToken'] })
    const { tokenLifetimeSeconds } = context.settings
    return json({
      access_token: token,
      expires_in: tokenLifetimeSeconds,
      token_type: 'Bearer',
      ...(scope && { scope }),
    })
  } catch (error) {
    if (error instanceof ApiError) {
      logGrant(context, form, given?.id, { result: 'Error', tokenTypes: [], error: error.body })
    }
    throw error
  }
}

interface GivenCredentials {
  id: string
  secret: string
}

const readBasicCredentials = (authorization: string | undefined): GivenCredentials | undefined => {
  if (!authorization?.startsWith('Basic ')) return undefined
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString()
  const colon = pair.indexOf(':')
  if (colon < 0) return undefined
  return { id: decodeFormPart(pair.slice(0, colon)), secret: decodeFormPart(pair.slice(colon + 1)) }
}

/** RFC 6749 has both halves form-encoded before they are joined. */
const decodeFormPart = (part: string): string => {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}

const checkClient = (context: SandboxContext, given: GivenCredentials | undefined): AppCredentials => {
  if (!given) {
    throw oidcError(
      400,
      'invalid_request',
      'no client authentication mechanism provided',
      'Request is invalid.',
    )
  }
  const app = context.apps.find(({ id }) => id === given.id)
  if (!app) throw invalidClient(400, `invalid client ${given.id}`)
  if (app.secret !== given.secret) throw invalidClient(401, 'client authentication failed')
  return app
}

const checkGrant = ({ resource }: SandboxContext, form: URLSearchParams): void => {
  if (form.get('grant_type') !== 'client_credentials') {
    const message = 'Unsupported `grant_type` requested.'
    throw oidcError(400, 'unsupported_grant_type', 'unsupported grant_type requested', message)
  }
  const asked = form.get('resource')
  if (asked === resource) return
  const description = asked
    ? 'resource indicator is missing, or unknown'
    : 'both `resource` and `organization_id` are not provided'
  throw oidcError(400, 'invalid_target', description, 'Invalid resource indicator.')
}

/** Shaped like the JWT that Logto issues, with the claims a client may look at; the signature is made up. */
const createToken = (context: SandboxContext, appId: string, scope: string | undefined): string => {
  const nowSeconds = Math.floor(context.now() / 1000)
  const expiresAtSeconds = nowSeconds + context.settings.tokenLifetimeSeconds
  const payload = {
    jti: createId(context.random, 21),
    sub: appId,
    iat: nowSeconds,
    exp: expiresAtSeconds,
    ...(scope && { scope }),
    client_id: appId,
    aud: context.resource,
  }
  const parts = [{ alg: 'ES384', typ: 'at+jwt', kid: 'sandbox' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const token = `${parts.join('.')}.${createId(context.random, 128)}`
  context.store.tokens.add(token, { appId, scope: scope ?? '', expiresAtSeconds }, nowSeconds)
  return token
}

const logGrant = (
  context: SandboxContext,
  form: URLSearchParams,
  applicationId: string | undefined,
  outcome: Record<string, unknown>,
): void => {
  const params = { ...Object.fromEntries(form), client_secret: '******' }
  addLog(context, 'ExchangeTokenBy.ClientCredentials', {
    ip: '127.0.0.1',
    applicationId,
    params,
    ...outcome,
    applicationSecret: { name: 'Default secret' },
  })
}

const invalidClient = (status: number, description: string): ApiError =>
  oidcError(status, 'invalid_client', description, 'An OIDC error occurred: oidc.invalid_client.')

const oidcError = (status: number, error: string, description: string, message: string): ApiError =>
  new ApiError(status, { code: `oidc.${error}`, message, error, error_description: description })

export const tokenRoutes = [route('POST', '/oidc/token', grantToken)]
