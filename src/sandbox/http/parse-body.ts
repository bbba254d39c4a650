import { ApiError } from './api-error.js'
import { isPlainObject } from './guard.js'

/**
 * The body as Logto's parser hands it to the routes. Without a body, or with one of an unknown type, an empty
 * object.
 *
 * @throws ApiError 400 with a message only
 */
export const parseBody = (rawBody: string, contentType = ''): unknown => {
  if (rawBody === '') return {}
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return parseJson(rawBody)
  if (mediaType === 'application/x-www-form-urlencoded')
    return Object.fromEntries(new URLSearchParams(rawBody))
  return mediaType.startsWith('text/') ? rawBody : {}
}

const parseJson = (rawBody: string): unknown => {
  if (!/^\s*[[{]/.test(rawBody)) {
    throw new ApiError(400, { message: 'invalid JSON, only supports object and array' })
  }
  let value: unknown
  try {
    value = JSON.parse(rawBody)
  } catch (error) {
    throw new ApiError(400, { message: error instanceof Error ? error.message : String(error) })
  }
  const mayHavePrototype = rawBody.includes('"__proto__"') || rawBody.includes('\\u')
  if (mayHavePrototype && hasPrototypeMember(value)) {
    throw new ApiError(400, { message: 'Object contains forbidden prototype property' })
  }
  return value
}

const hasPrototypeMember = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasPrototypeMember)
  if (!isPlainObject(value)) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeMember)
}
