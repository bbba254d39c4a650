import type { Settings } from '../../config/settings.js'
import { FieldUse, type FieldUseReport } from '../../presets/field-use.js'
import { guessIdentifiers, type IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import { isSkip, type Preset } from '../../presets/preset.js'
import type { UserRecord } from '../../presets/user-record.js'
import { createSecretFilter } from '../../config/create-secret-filter.js'
import { listUsedSecrets } from '../../plan/used-secrets.js'
import { CustomDataCensus } from '../../report/census/custom-data-census.js'
import { settleColumns } from '../../report/census/settle-columns.js'
import type { SecretFilter } from '../../secrets/secret-filter.js'
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
  {
    columns,
    states,
    connectors,
    customData,
  }: Pick<Settings, 'columns' | 'states' | 'connectors' | 'customData'>,
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
  const census = new CustomDataCensus()
  const secrets = createSecretFilter({ columns, customData })
  for (const record of sample) {
    const user = preset.toUser(record, context)
    if (!isSkip(user)) countData(user, secrets, census)
  }
  const filled = new Map(fields.map((field) => [field.field, field.filled]))
  const counted = { customData: census.fields(), keptOut: census.keptOut(), valid: census.users }
  const unknown = settleColumns(fieldUse.report(), { ...counted, records: sample.length })
    .filter(({ fate, filled: count }) => fate !== 'used' && fate !== 'lost' && count > 0)
    .map(({ column, fate, goesTo, filled: sampled, why }) => ({
      column,
      fate,
      goesTo,
      filled: filled.get(column) ?? sampled,
      ...(why === undefined ? {} : { why }),
    }))
  return { unknown, guesses: preset.name === 'generic' ? guessIdentifiers(sample, columns) : undefined }
}

/** What of the custom data would go in, and what the filter keeps out. */
const countData = (user: UserRecord, secrets: SecretFilter, census: CustomDataCensus): void => {
  const keptOut = new Set<string>()
  const counter = { keepOut: (name: string) => void keptOut.add(name) }
  census.addData(secrets.filter(user.customData, '', counter, listUsedSecrets(user)), keptOut)
}
