import { detectPreset } from '../../../presets/detect-preset.js'
import { FieldUse } from '../../../presets/field-use.js'
import { guessIdentifiers, type IdentifierGuess } from '../../../presets/generic/columns/guess-identifiers.js'
import { findPreset } from '../../../presets/registry.js'
import type { JsonObject } from '../../../source/source-record.js'

/** What becomes of the columns of a table of one's own. */
export interface MappingProposal {
  preset: string
  /** Column, what it becomes, and whether the preset knows what it means. */
  columns: { column: string; goesTo: string; fate: string }[]
  /** What people may sign in with, where no column says so. */
  guesses: IdentifierGuess[]
}

/** Maps the first rows, and says what was made of each column. */
export const proposeMapping = (
  sample: readonly JsonObject[],
  presetName: string | undefined,
): MappingProposal => {
  const preset = presetName === undefined ? detectPreset(sample).best.preset : findPreset(presetName)
  const fieldUse = new FieldUse()
  const context = {
    passwordParams: {},
    connectors: {},
    columns: {},
    states: {},
    sample,
    fieldUse,
    related: () => [],
  }
  for (const record of sample) preset.toUser(record, context)
  return {
    preset: preset.name,
    columns: fieldUse.report().map(({ column, goesTo, fate }) => ({ column, goesTo, fate })),
    guesses: preset.name === 'generic' ? (guessIdentifiers(sample, {}) ?? []) : [],
  }
}
