import { hasLongNumber, quoteLongNumbers } from './exact-numbers.js'
import { isTooDeep } from './json-depth.js'
import type { JsonValue } from '../../source-record.js'

/**
 * The value, or undefined when the text is not JSON or nested too deep. Numbers that a double cannot hold are
 * texts with all their digits.
 *
 * @param onLongNumber called when there was such a number
 */
export const parseJson = (text: string, onLongNumber?: () => void): JsonValue | undefined => {
  if (isTooDeep(text)) return undefined
  const value = parseStrictly(text)
  if (value === undefined || !hasLongNumber(text)) return value
  const quoted = quoteLongNumbers(text)
  if (quoted === text) return value
  onLongNumber?.()
  return parseStrictly(quoted)
}

const parseStrictly = (text: string): JsonValue | undefined => {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
