import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Supabase: the password grant of its Auth server, by e-mail address or phone number. */
export const createSupabaseUpstream = ({ url, anonKey }: ConfigOf<'supabase'>, post: Post): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const who = name.includes('@') ? { email: name } : { phone: name }
    const answer = await post(
      {
        url: `${url.replace(/(?<!\/)\/+$/, '')}/auth/v1/token?grant_type=password`,
        headers: { apikey: anonKey },
        json: { ...who, password },
      },
      signal,
    )
    if (answer.status === 200 && textOf(answer.body, 'access_token') !== '') return true
    // Newer servers name a code, older ones only OAuth's error and a sentence.
    const code = textOf(answer.body, 'error_code') || textOf(answer.body, 'error')
    const sentence = textOf(answer.body, 'msg') || textOf(answer.body, 'error_description')
    if (code === 'invalid_credentials') return false
    if (code === 'invalid_grant' && /invalid login credentials/i.test(sentence)) return false
    if (code === 'over_request_rate_limit') throw new UpstreamError('limited', code)
    if (code === 'user_banned' || code === 'email_not_confirmed' || code === 'phone_not_confirmed') {
      throw new UpstreamError('blocked', code)
    }
    throw faultOf(answer, code)
  },
})
