import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, Skip } from '../preset.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { SkipRule } from './preset-table.js'

/** Leaves out records whose field says yes. */
export const skipWhenTrue = (field: string, skip: string, reason: string): SkipRule => ({
  skip,
  reason,
  when: (record) => readBoolean(record[field]) === true,
})

/** Leaves out records whose field has one of the words, in any case. */
export const skipWhenOneOf = (
  field: string,
  words: readonly string[],
  skip: string,
  reason: string,
): SkipRule => ({
  skip,
  reason,
  when: (record) => words.includes(readText(record[field])?.trim().toLowerCase() ?? ''),
})

/** Leaves out records whose field holds anything: the moment at which a row was deleted. */
export const skipWhenFilled = (field: string, skip: string, reason: string): SkipRule => ({
  skip,
  reason,
  when: (record) => isFilledCell(record[field]),
})

/** The first rule that holds decides. */
export const findSkip = (
  rules: readonly SkipRule[],
  record: JsonObject,
  context: PresetContext,
): Skip | undefined => {
  for (const { skip, reason, when } of rules) {
    if (when(record, context)) return { skip, reason: typeof reason === 'string' ? reason : reason(record) }
  }
  return undefined
}
