import { apiError, internalError, valueTooLong } from '../http/api-error.js'

/**
 * What the database makes of a text: empty becomes null, a lone surrogate is replaced, a NUL is refused without
 * an explanation, and the length is counted in characters.
 *
 * @param maxCharacters of the column
 * @throws ApiError 500, or 422 `entity.value_too_long`
 */
export const toStoredText = (value: string | null | undefined, maxCharacters: number): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (value.includes('\0')) throw internalError()
  // Fewer UTF-16 units than that cannot be more characters.
  if (value.length > maxCharacters && countCharacters(value) > maxCharacters)
    throw valueTooLong(maxCharacters)
  return hasLoneSurrogate(value) ? Buffer.from(value).toString() : value
}

const countCharacters = (value: string): number => {
  let count = 0
  for (const _ of value) count += 1
  return count
}

const hasLoneSurrogate = (value: string): boolean =>
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)

/**
 * Refuses what a JSON column cannot hold. `rawBody` is what the value was read from: without an escape in it
 * there is nothing to look for.
 *
 * @throws ApiError 500 for a NUL, 422 `entity.invalid_input` for a lone surrogate
 */
export const checkStorableJson = (value: unknown, rawBody: string): void => {
  if (rawBody.includes('\\u')) checkJson(value)
}

const checkJson = (value: unknown): void => {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw internalError()
    if (hasLoneSurrogate(value)) throw apiError('entity.invalid_input')
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      checkJson(key)
      checkJson(member)
    }
  }
}
