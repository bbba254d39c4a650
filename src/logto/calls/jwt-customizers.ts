import type { Send } from '../http/api-call.js'
import { readObject } from '../http/read-body.js'
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
