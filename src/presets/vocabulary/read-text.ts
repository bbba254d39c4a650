import type { JsonValue } from '../../source/source-record.js'

/**
 * Text of a loose value: strings as they stand, numbers in decimal. Undefined for anything else, for blank
 * text, and for `\N`, which PostgreSQL writes for NULL in its text exports.
 */
export const readText = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'string') {
    if (value === '' || value === '\\N') return undefined
    return value.charCodeAt(0) > 32 || value.trim() !== '' ? value : undefined
  }
  return typeof value === 'number' ? String(value) : undefined
}
