import { MigrationError } from '../../outcome/migration-error.js'
import type { ApiRequest, ApiResponse, Send } from './api-call.js'
import { errorCodeOf, errorMessageOf } from './error-code.js'
import { routeOf } from './route-of.js'

/** Logto's final no to one call. */
export interface Refusal {
  status: number
  /** Logto's code, for example `user.email_already_in_use`; `http_<status>` where it gives none. */
  code: string
  message: string
}

/** Either what was asked for, or why not. */
export type Answered<Value> = { value: Value; refusal?: undefined } | { value?: undefined; refusal: Refusal }

export const refusalOf = (response: ApiResponse): Refusal | undefined =>
  response.status < 300
    ? undefined
    : { status: response.status, code: errorCodeOf(response), message: errorMessageOf(response) }

/**
 * One call whose refusal is a value. `read` turns the answer of a success into what the caller wants.
 *
 * @throws what `retry` throws, and {MigrationError} `target/unexpected_answer`
 */
export const ask = async <Value>(
  send: Send,
  request: ApiRequest,
  read: (body: unknown, request: ApiRequest) => Value,
  signal?: AbortSignal,
): Promise<Answered<Value>> => {
  const response = await send(request, signal)
  const refusal = refusalOf(response)
  return refusal ? { refusal } : { value: read(response.body, request) }
}

/**
 * One call that is expected to succeed.
 *
 * @throws {MigrationError} `target/call_refused` when it is refused
 */
export const demand = async <Value>(
  send: Send,
  request: ApiRequest,
  read: (body: unknown, request: ApiRequest) => Value,
  signal?: AbortSignal,
): Promise<Value> => {
  const answered = await ask(send, request, read, signal)
  if (answered.refusal) {
    throw createRefusedError(request, answered.refusal)
  }
  return answered.value
}

/** The error for a call without which the run makes no sense. */
export const createRefusedError = (request: ApiRequest, { status, code, message }: Refusal): MigrationError =>
  new MigrationError(
    'target',
    'call_refused',
    `${routeOf(request)} was refused with ${status} ${code}: ${message}`,
  )
