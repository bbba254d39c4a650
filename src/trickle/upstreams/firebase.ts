import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

const wrongCodes = new Set([
  'INVALID_LOGIN_CREDENTIALS',
  'INVALID_PASSWORD',
  'EMAIL_NOT_FOUND',
  'INVALID_EMAIL',
])

/** Firebase Authentication: `accounts:signInWithPassword`, which knows people by e-mail address alone. */
export const createFirebaseUpstream = (
  { apiKey, tenantId, endpoint }: ConfigOf<'firebase'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const base = endpoint ?? 'https://identitytoolkit.googleapis.com/v1/accounts:signInWithPassword'
    const answer = await post(
      {
        url: `${base}?key=${encodeURIComponent(apiKey)}`,
        json: {
          email: name,
          password,
          returnSecureToken: false,
          ...(tenantId !== undefined && { tenantId }),
        },
      },
      signal,
    )
    // With a second factor the answer holds a pending credential in place of a session.
    if (answer.status === 200 && textOf(answer.body, 'localId') !== '') return true
    if (answer.status === 200 && textOf(answer.body, 'mfaPendingCredential') !== '') return true
    const code = readCode(answer.body['error'])
    if (wrongCodes.has(code)) return false
    if (code === 'TOO_MANY_ATTEMPTS_TRY_LATER' || code === 'QUOTA_EXCEEDED') {
      throw new UpstreamError('limited', code)
    }
    if (code === 'USER_DISABLED') throw new UpstreamError('blocked', code)
    if (code === 'OPERATION_NOT_ALLOWED' || code === 'PASSWORD_LOGIN_DISABLED') {
      throw new UpstreamError('misconfigured', code)
    }
    throw faultOf(answer, code)
  },
})

/** `TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account…` */
const readCode = (error: unknown): string => {
  if (typeof error !== 'object' || error === null || !('message' in error)) return ''
  return typeof error.message === 'string' ? (/^[A-Z_]+/.exec(error.message)?.[0] ?? '') : ''
}
