import type { Send } from '../http/api-call.js'
import { readObject } from '../http/read-body.js'
import { readScriptError } from '../http/script-error.js'
import { ask, createRefusedError, demand, refusalOf } from '../http/refusal.js'

export interface JwtCustomizer {
  script: string
  environmentVariables?: Record<string, string>
}

const claimsPath = '/api/configs/jwt-customizer/access-token'
const readCustomizer = readObject<JwtCustomizer>('script')

/** The script that adds claims to access tokens. @returns undefined when there is none */
export const getJwtCustomizer = async (
  send: Send,
  signal?: AbortSignal,
): Promise<JwtCustomizer | undefined> => {
  const request = { method: 'GET', path: claimsPath } as const
  const { value, refusal } = await ask(send, request, readCustomizer, signal)
  if (refusal && refusal.status !== 404) throw createRefusedError(request, refusal)
  return value
}

export const putJwtCustomizer = (
  send: Send,
  customizer: JwtCustomizer,
  signal?: AbortSignal,
): Promise<JwtCustomizer> =>
  demand(
    send,
    { method: 'PUT', path: claimsPath, body: customizer, isIdempotent: true },
    readCustomizer,
    signal,
  )

export const deleteJwtCustomizer = async (send: Send, signal?: AbortSignal): Promise<void> => {
  const request = { method: 'DELETE', path: claimsPath } as const
  const refusal = refusalOf(await send(request, signal))
  if (refusal && refusal.status !== 404) throw createRefusedError(request, refusal)
}

/**
 * Runs a script on the server without a token being issued; changes nothing there.
 *
 * @returns the claims, or Logto's word on why there are none
 */
export const testJwtCustomizer = async (
  send: Send,
  { script }: JwtCustomizer,
  user: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<{ claims: unknown; failure?: undefined } | { claims?: undefined; failure: string }> => {
  const body = { tokenType: 'access-token', script, token: {}, context: { user } }
  const path = '/api/configs/jwt-customizer/test'
  const response = await send({ method: 'POST', path, body, isIdempotent: true }, signal)
  const refusal = refusalOf(response)
  return refusal
    ? { failure: readScriptError(response.body) ?? `${refusal.status} ${refusal.code}: ${refusal.message}` }
    : { claims: response.body }
}
