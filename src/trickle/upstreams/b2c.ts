import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Azure AD B2C: a user flow for resource owner password credentials. */
export const createB2cUpstream = (
  { tenant, policy, clientId, endpoint }: ConfigOf<'b2c'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const answer = await post(
      {
        url:
          endpoint ?? `https://${tenant}.b2clogin.com/${tenant}.onmicrosoft.com/${policy}/oauth2/v2.0/token`,
        form: {
          grant_type: 'password',
          client_id: clientId,
          scope: `openid ${clientId}`,
          response_type: 'token id_token',
          username: name,
          password,
        },
      },
      signal,
    )
    if (answer.status === 200 && textOf(answer.body, 'access_token') !== '') return true
    const number = /\bAADB2C(\d{5})\b/.exec(textOf(answer.body, 'error_description').slice(0, 1000))?.[1]
    const code = number === undefined ? textOf(answer.body, 'error') : `AADB2C${number}`
    // 90225: name or password are wrong.
    if (number === '90225') return false
    if (number === '90157') throw new UpstreamError('limited', code)
    const error = textOf(answer.body, 'error')
    if (error === 'unauthorized_client' || error === 'invalid_client') {
      throw new UpstreamError('misconfigured', code)
    }
    throw faultOf(answer, code)
  },
})
