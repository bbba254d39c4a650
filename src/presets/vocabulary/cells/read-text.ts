import type { JsonValue } from '../../../source/source-record.js'

/**
 * Text of a loose value: strings as they stand, numbers in decimal. Undefined for anything else, for blank
 * text, and for `\N`, which PostgreSQL writes for NULL in its text exports.
 */
export const readText = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'string') {
    if (value === '' || value === '\\N') return undefined
    return value.charCodeAt(0) > 32 || value.trim() !== '' ? value : undefined
  }
  return typeof value === 'number' ? textOfNumber(value) : undefined
}

/**
 * Readers keep whole numbers beyond 2^53 as text, so one that is a number here was written as a power of ten,
 * and has lost its digits: it must not look as if it had them.
 */
export const textOfNumber = (value: number): string =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value)
