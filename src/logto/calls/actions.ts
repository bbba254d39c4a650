import type { Send } from '../http/api-call.js'
import { readNothing, readObject } from '../http/read-body.js'
import { readScriptError } from '../http/script-error.js'
import { ask, createRefusedError, type Refusal, refusalOf } from '../http/refusal.js'

/** A script that Logto runs at a moment of a sign-in (1.42 and newer). */
export interface Action {
  script: string
  environmentVariables?: Record<string, string>
  contextSample?: unknown
  enabled?: boolean
  onExecutionError?: 'block' | 'allow'
}

/** The moment after a password that Logto does not know. */
export const firstFactorAction = 'action.postFirstFactorVerification'

const path = `/api/configs/actions/${firstFactorAction}`
const readAction = readObject<Action>('script')

/**
 * The action that is in place. `none`: no action; `absent`: this Logto has no actions at all.
 */
export const getAction = async (send: Send, signal?: AbortSignal): Promise<Action | 'none' | 'absent'> => {
  const request = { method: 'GET', path } as const
  const { value, refusal } = await ask(send, request, readAction, signal)
  if (value !== undefined) return value
  if (refusal?.status !== 404) throw createRefusedError(request, refusal)
  return refusal.code === 'entity.not_exists_with_id' ? 'none' : 'absent'
}

/** Puts an action in the place of whatever is there. Harmless to repeat. */
export const putAction = async (
  send: Send,
  action: Action,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const request = { method: 'PUT', path, body: action, isIdempotent: true } as const
  return (await ask(send, request, readNothing, signal)).refusal
}

export const deleteAction = async (send: Send, signal?: AbortSignal): Promise<void> => {
  const request = { method: 'DELETE', path } as const
  const refusal = refusalOf(await send(request, signal))
  // Gone already, as after an answer that got lost.
  if (refusal && refusal.status !== 404) throw createRefusedError(request, refusal)
}

/** What a dry run of a script gave: its answer, or why there is none. */
export type DryRun =
  | { result: unknown; failure?: undefined }
  | { result?: undefined; failure: { message: string; refusal: Refusal } }

/** Runs a script on the server without a sign-in; changes nothing there. */
export const testAction = async (
  send: Send,
  { script, environmentVariables }: Action,
  event: unknown,
  signal?: AbortSignal,
): Promise<DryRun> => {
  const body = { script, actionType: firstFactorAction, event, environmentVariables }
  const request = { method: 'POST', path: '/api/configs/actions/test', body, isIdempotent: true } as const
  const response = await send(request, signal)
  const refusal = refusalOf(response)
  if (!refusal) return { result: response.status === 204 ? undefined : response.body }
  return { failure: { message: readScriptError(response.body) ?? refusal.message, refusal } }
}
