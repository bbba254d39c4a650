import { request } from 'undici'
import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import { mustBePrivate } from '../../../outcome/must-be-private.js'
import type { Way } from '../../way.js'
import type { Effects } from '../../../effects/effects.js'
import { flattenHeaders } from './header-list.js'
import { JsonPatience, kindOf } from './json-patience.js'
import { type RawAnswer, tryAgain } from './try-again.js'
import { judgeStatus } from './vendor-refusal.js'

/** A request of OAuth 2.0 for a token of an application. */
export interface TokenRequest {
  url: string
  /** `grant_type`, `scope` and the like, as a form. */
  form: { readonly [name: string]: string }
  headers?: { readonly [name: string]: string }
}

const answerSchema = z.looseObject({ access_token: z.string().min(1) })

export interface TokenContext {
  effects: Effects
  signal: AbortSignal
  userAgent: string
  way: Way
}

/**
 * @returns the access token
 * @throws MigrationError `target/source_refused`, without what the vendor answered: that may repeat what was sent
 */
export const requestToken = async (
  { url, form, headers = {} }: TokenRequest,
  vendor: string,
  { effects, signal, userAgent, way }: TokenContext,
): Promise<string> => {
  mustBePrivate(url, way.proxy)
  const attempt = async (): Promise<RawAnswer> => {
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'user-agent': userAgent,
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
      signal,
      ...(way.dispatcher && { dispatcher: way.dispatcher }),
    })
    return {
      status: answer.statusCode,
      headers: flattenHeaders(answer.headers),
      text: await answer.body.text(),
    }
  }
  const json = new JsonPatience()
  const answer = await tryAgain({
    attempt,
    judge: (one) => (one.status === 200 ? json.judge(one) : judgeStatus(one.status)),
    pause: (delayMs) => effects.sleep(delayMs, signal),
    effects,
    signal,
  })
  const { status } = answer
  const body = answerSchema.safeParse(json.read(answer))
  if (status === 200 && body.success) return body.data.access_token
  if (status === 200) {
    throw new MigrationError(
      'target',
      'source_unexpected',
      `${vendor} gave no token: expected JSON with access_token from ${new URL(url).host}, got ${json.read(answer) === undefined ? kindOf(answer) : 'another form'}; is the address right?`,
    )
  }
  const isFailure = judgeStatus(status) === 'transient'
  throw new MigrationError(
    'target',
    isFailure ? 'source_failed' : 'source_refused',
    isFailure
      ? `${vendor} gave no token: ${status === 0 ? `nobody answers at ${new URL(url).host}` : `it fails (${status})`}`
      : `${vendor} gave no token (${status}): check the id and the secret of the application`,
  )
}
