import type { JsonValue } from '../../../source/source-record.js'

const words = new Map<string, boolean>([
  ['true', true],
  ['t', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['on', true],
  ['false', false],
  ['f', false],
  ['no', false],
  ['n', false],
  ['0', false],
  ['off', false],
])

/** A yes or no in any of the usual spellings (`true`, `t`, `1`, `yes`, …); undefined when it says neither. */
export const readBoolean = (value: JsonValue | undefined): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return words.get(value) ?? words.get(value.trim().toLowerCase())
  if (value === 1) return true
  if (value === 0) return false
  return undefined
}
