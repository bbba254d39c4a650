import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Auth0: the password-realm grant, which the application must have. */
export const createAuth0Upstream = (
  { domain, clientId, clientSecret, realm, endpoint }: ConfigOf<'auth0'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const answer = await post(
      {
        url: endpoint ?? `https://${domain}/oauth/token`,
        json: {
          grant_type: 'http://auth0.com/oauth/grant-type/password-realm',
          realm,
          username: name,
          password,
          client_id: clientId,
          ...(clientSecret !== undefined && { client_secret: clientSecret }),
          scope: 'openid',
        },
      },
      signal,
    )
    if (answer.status === 200 && textOf(answer.body, 'access_token') !== '') return true
    const code = textOf(answer.body, 'error')
    // The second factor is asked for after the password.
    if (code === 'mfa_required') return true
    if (code === 'invalid_grant' || code === 'invalid_user_password') return false
    if (code === 'too_many_attempts' || code === 'too_many_requests') throw new UpstreamError('limited', code)
    if (code === 'password_leaked' || code === 'requires_verification')
      throw new UpstreamError('blocked', code)
    throw faultOf(answer, code)
  },
})
