import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** States of a transaction that are reached with the right password only. */
const statesAfterPassword = new Set([
  'SUCCESS',
  'PASSWORD_WARN',
  'PASSWORD_EXPIRED',
  'MFA_REQUIRED',
  'MFA_ENROLL',
  'MFA_ENROLL_ACTIVATE',
  'MFA_CHALLENGE',
])

/** Okta: primary authentication, `/api/v1/authn`. */
export const createOktaUpstream = ({ url }: ConfigOf<'okta'>, post: Post): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const answer = await post(
      { url: `${url.replace(/(?<!\/)\/+$/, '')}/api/v1/authn`, json: { username: name, password } },
      signal,
    )
    const state = textOf(answer.body, 'status')
    if (answer.status === 200 && statesAfterPassword.has(state)) return true
    if (state === 'LOCKED_OUT') throw new UpstreamError('blocked', state)
    const code = textOf(answer.body, 'errorCode')
    if (answer.status === 401 && code === 'E0000004') return false
    if (code === 'E0000069') throw new UpstreamError('blocked', code)
    throw faultOf(answer, code)
  },
})
