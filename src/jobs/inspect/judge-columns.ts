import type { Settings } from '../../config/settings.js'
import { FieldUse, type FieldUseReport } from '../../presets/field-use.js'
import { guessIdentifiers, type IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import type { Preset } from '../../presets/preset.js'
import type { FieldReport } from '../../report/census/field-census.js'
import type { JsonObject } from '../../source/source-record.js'

/** A column that the preset does not understand, or that decides nothing, and how full it is. */
export interface JudgedColumn {
  column: string
  fate: FieldUseReport['fate']
  goesTo: string
  /** Records of the whole input that fill it. */
  filled: number
  why?: string
}

/** What the preset makes of the columns, told by mapping the sample; what is used as its name says is left out. */
export const judgeColumns = (
  preset: Preset,
  sample: readonly JsonObject[],
  fields: readonly FieldReport[],
  { columns, states, connectors }: Pick<Settings, 'columns' | 'states' | 'connectors'>,
): { unknown: JudgedColumn[]; guesses: IdentifierGuess[] | undefined } => {
  const fieldUse = new FieldUse()
  const context = {
    passwordParams: {},
    connectors: connectors ?? {},
    columns,
    states: states ?? {},
    sample,
    fieldUse,
    related: () => [],
  }
  for (const record of sample) preset.toUser(record, context)
  const filled = new Map(fields.map((field) => [field.field, field.filled]))
  const unknown = fieldUse
    .report()
    .filter((use) => (use.fate === 'unknown' || use.fate === 'undecided') && use.filled > 0)
    .map(({ column, fate, goesTo, filled: sampled, why }) => ({
      column,
      fate,
      goesTo,
      filled: filled.get(column) ?? sampled,
      ...(why === undefined ? {} : { why }),
    }))
  return { unknown, guesses: preset.name === 'generic' ? guessIdentifiers(sample, columns) : undefined }
}
