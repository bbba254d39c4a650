import type { JsonValue } from '../../../source/source-record.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import type { TableEvidence } from './table-evidence.js'

/** Yes and no in one letter each, where one of them may be a code as well: French, Spanish, Turkish, Russian. */
const pairs: readonly (readonly [string, string])[] = [
  ['j', 'n'],
  ['o', 'n'],
  ['s', 'n'],
  ['e', 'h'],
  ['д', 'н'],
  ['x', '-'],
  ['x', 'o'],
]

/** Reads the flags of a column: letters count where the column holds them beside their opposite and nothing else. */
export const createFlagReader = (
  column: string,
  evidence: TableEvidence,
): ((value: JsonValue) => boolean | undefined) => {
  const texts = new Set([...evidence.valuesOf(column).keys()].map((text) => text.toLowerCase()))
  const pair = texts.size === 2 ? pairs.find((letters) => letters.every((one) => texts.has(one))) : undefined
  if (pair === undefined) return readBoolean
  return (value) => {
    const letter = typeof value === 'string' ? value.trim().toLowerCase() : undefined
    return letter === pair[0] ? true : letter === pair[1] ? false : readBoolean(value)
  }
}
