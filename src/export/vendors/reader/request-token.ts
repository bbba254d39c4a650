import { request } from 'undici'
import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import { mustBePrivate } from '../../../outcome/must-be-private.js'
import { parseJson } from '../../../source/json/values/parse-json.js'

/** A request of OAuth 2.0 for a token of an application. */
export interface TokenRequest {
  url: string
  /** `grant_type`, `scope` and the like, as a form. */
  form: { readonly [name: string]: string }
  headers?: { readonly [name: string]: string }
}

const answerSchema = z.looseObject({ access_token: z.string().min(1) })

/**
 * @returns the access token
 * @throws MigrationError `target/source_refused`, without what the vendor answered: that may repeat what was sent
 */
export const requestToken = async (
  { url, form, headers = {} }: TokenRequest,
  vendor: string,
  { signal, userAgent }: { signal: AbortSignal; userAgent: string },
): Promise<string> => {
  mustBePrivate(url, undefined)
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
  }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw new MigrationError('target', 'source_failed', `${vendor}: nobody answers at ${new URL(url).host}`, {
      cause: error,
    })
  })
  const body = answerSchema.safeParse(parseJson(await answer.body.text()))
  if (answer.statusCode === 200 && body.success) return body.data.access_token
  throw new MigrationError(
    'target',
    answer.statusCode >= 500 ? 'source_failed' : 'source_refused',
    `${vendor} gave no token (${answer.statusCode}): check the id and the secret of the application`,
  )
}
