import type { ApiResponse } from './api-call.js'

/** Logto's own code of an answer that is no success, for example `user.email_already_in_use`; else `http_<status>`. */
export const errorCodeOf = (response: ApiResponse): string =>
  textFieldOf(response.body, 'code') ?? `http_${response.status}`

/** Logto's own message, with what its guard found; may quote a name or an id, never a secret. */
export const errorMessageOf = (response: ApiResponse): string => {
  const message = textFieldOf(response.body, 'message')
  const details = textFieldOf(response.body, 'details')
  const parts = [message, details].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : `HTTP status ${response.status}`
}

const textFieldOf = (body: unknown, field: 'code' | 'message' | 'details'): string | undefined => {
  if (typeof body !== 'object' || body === null || !(field in body)) {
    return undefined
  }
  const value: unknown = Reflect.get(body, field)
  return typeof value === 'string' && value !== '' ? toOneLine(value, longest[field]) : undefined
}

/** Texts of a stranger: they stand in tables, logs and messages, and must not look like lines of ours. */
const longest = { code: 100, message: 1000, details: 1000 }

const toOneLine = (text: string, length: number): string => text.slice(0, length).replace(/\s+/g, ' ')
