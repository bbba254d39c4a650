import { faultOf, type Post, type PostAnswer, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Any OpenID provider: the password grant at its token endpoint. */
export const createOidcUpstream = (
  { tokenEndpoint, clientId, clientSecret, authentication = 'body', scope = 'openid' }: ConfigOf<'oidc'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const isBasic = authentication === 'basic' && clientSecret !== undefined
    const inBody = {
      client_id: clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
    }
    const answer = await post(
      {
        url: tokenEndpoint,
        headers: isBasic ? { authorization: basic(clientId, clientSecret) } : {},
        form: { grant_type: 'password', scope, username: name, password, ...(isBasic ? {} : inBody) },
      },
      signal,
    )
    return judgeGrant(answer)
  },
})

/** Keycloak: the password grant of a realm, where the client has "Direct access grants". */
export const createKeycloakUpstream = (
  { url, realm, type: _type, ...rest }: ConfigOf<'keycloak'>,
  post: Post,
): Upstream => {
  const tokenEndpoint = `${url.replace(/(?<!\/)\/+$/, '')}/realms/${encodeURIComponent(realm)}/protocol/openid-connect/token`
  return createOidcUpstream({ ...rest, type: 'oidc', tokenEndpoint }, post)
}

/** As RFC 6749 has it: `invalid_grant` is a wrong password, unless the provider says that it was right. */
const judgeGrant = (answer: PostAnswer): boolean => {
  if (answer.status === 200 && textOf(answer.body, 'access_token') !== '') return true
  const code = textOf(answer.body, 'error')
  const description = textOf(answer.body, 'error_description')
  if (code === 'invalid_grant') {
    // Keycloak, after the password: something is left to do, such as a new password or consent.
    if (/not fully set up/i.test(description)) return true
    if (/disabled|locked/i.test(description)) throw new UpstreamError('blocked', code)
    return false
  }
  if (code === 'invalid_client' || code === 'unauthorized_client' || code === 'unsupported_grant_type') {
    throw new UpstreamError('misconfigured', code)
  }
  throw faultOf(answer, code)
}

/** RFC 6749, 2.3.1: both parts form-encoded first. */
const basic = (clientId: string, clientSecret: string): string => {
  const [id, secret] = [clientId, clientSecret].map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}
