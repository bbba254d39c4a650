import type { JsonValue } from '../../source/source-record.js'

/** Whether a field says anything: no `NULL`, no blank text, no empty list or object. */
export const isTelling = (value: JsonValue | undefined): value is JsonValue => {
  if (typeof value === 'string') return value.length > longestNothing ? !isBlank(value) : !isNothing(value)
  if (typeof value !== 'object' || value === null) return value !== undefined && value !== null
  if (Array.isArray(value)) return value.length > 0
  for (const _ in value) return true
  return false
}

const isBlank = (text: string): boolean => text.charCodeAt(0) <= 32 && text.trim() === ''

const longestNothing = 4

/** Compared by its length first: short text is what most cells hold. */
const isNothing = (text: string): boolean => {
  switch (text.length) {
    case 0:
      return true
    case 2:
      return text === '\\N' || text === '{}' || text === '[]' || isBlank(text)
    case longestNothing:
      return text === 'NULL' || isBlank(text)
    default:
      return isBlank(text)
  }
}
