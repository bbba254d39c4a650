import { faultOf, type Post, type PostAnswer, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Microsoft's numbers: the password was right and a second factor, or its set-up, is asked for. */
const rightCodes = new Set([50_076, 50_079])
/** A wrong name or password, or no such user. */
const wrongCodes = new Set([50_126, 50_034, 50_056])
/** Locked, disabled, expired. */
const blockedCodes = new Set([50_053, 50_055, 50_057])

/** Microsoft Entra ID: resource owner password credentials, which the app registration must allow. */
export const createEntraUpstream = (
  { tenant, clientId, clientSecret, endpoint }: ConfigOf<'entra'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const answer = await post(
      {
        url: endpoint ?? `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
        form: {
          grant_type: 'password',
          client_id: clientId,
          ...(clientSecret !== undefined && { client_secret: clientSecret }),
          scope: 'openid',
          username: name,
          password,
        },
      },
      signal,
    )
    if (answer.status === 200 && textOf(answer.body, 'token_type') !== '') return true
    return judgeCodes(answer, readCodes(answer.body['error_codes']))
  },
})

const readCodes = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((code) => typeof code === 'number') : []

const judgeCodes = (answer: PostAnswer, codes: number[]): boolean => {
  const [first] = codes
  if (codes.some((code) => rightCodes.has(code))) return true
  if (codes.some((code) => wrongCodes.has(code))) return false
  if (codes.some((code) => blockedCodes.has(code))) throw new UpstreamError('blocked', `AADSTS${first}`)
  const code = textOf(answer.body, 'error')
  if (code === 'unauthorized_client' || code === 'invalid_client') {
    throw new UpstreamError('misconfigured', first === undefined ? code : `AADSTS${first}`)
  }
  throw faultOf(answer, first === undefined ? code : `AADSTS${first}`)
}
