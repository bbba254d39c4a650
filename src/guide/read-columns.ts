import { FieldUse, type FieldUseReport } from '../presets/field-use.js'
import type { Preset, PresetContext } from '../presets/preset.js'
import { judgeName } from '../secrets/judge-name.js'
import { judgeValue } from '../secrets/judge-value.js'
import { maskText } from '../secrets/mask-text.js'
import { escapeToOneLine } from '../outcome/escape-controls.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'

/** Your column or field, to a path of the user record; null leaves it out. */
export type ColumnMapping = Record<string, string | null>

/** One column of the sample, and what becomes of it. */
export interface ColumnView {
  column: string
  /** 0 to 1 */
  share: number
  /** The first value that it holds, without secrets. */
  sample: string
  /** Path of the user record; undefined where the preset does not tell. */
  becomes: string | undefined
  fate: FieldUseReport['fate'] | undefined
  why: string | undefined
  /** What it holds is a secret, which the import leaves out unless the mapping says what it is for. */
  isSecret: boolean
}

const hidden = '••••••'

export const createPresetContext = (
  sample: readonly JsonObject[],
  columns: ColumnMapping,
  nowMs: number,
): PresetContext & { fieldUse: FieldUse } => ({
  passwordParams: {},
  connectors: {},
  columns,
  states: {},
  sample,
  fieldUse: new FieldUse(),
  nowMs,
  related: () => [],
})

/** The columns of a sample in their order, told by mapping it as an import would. */
export const readColumns = (
  preset: Preset,
  records: readonly JsonObject[],
  columns: ColumnMapping,
  nowMs: number,
): ColumnView[] => {
  const context = createPresetContext(records, columns, nowMs)
  for (const record of records) preset.toUser(record, context)
  const uses = new Map<string, FieldUseReport>()
  for (const use of context.fieldUse.report()) if (!uses.has(use.column)) uses.set(use.column, use)
  const names = new Map<string, { filled: number; value: JsonValue }>()
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const seen = names.get(name) ?? { filled: 0, value: null }
      if (value !== null && value !== '') {
        if (seen.filled === 0) seen.value = value
        seen.filled += 1
      }
      names.set(name, seen)
    }
  }
  return [...names].map(([column, { filled, value }]) => {
    const use = uses.get(column)
    const isOut = columns[column] === null
    const sample = showValue(column, value, use?.goesTo)
    return {
      column,
      share: filled / Math.max(1, records.length),
      sample,
      becomes: isOut ? 'left out' : use?.goesTo,
      fate: isOut ? 'used' : use?.fate,
      why: use?.why,
      isSecret: sample === hidden && use?.fate === 'unknown',
    }
  })
}

const secretPath = /^(?:password|plaintextPassword|weakParams|totp|mfa|secret|securityAnswer|backup)/i

/** A value for the eyes of whoever sits there; hashes, keys and tokens are not for anybody's screen. */
const showValue = (column: string, value: JsonValue, goesTo: string | undefined): string => {
  if (value === null) return ''
  if (secretPath.test(goesTo ?? '') || judgeValue(value, judgeName(column)) === 'out') return hidden
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return escapeToOneLine(maskText(text.slice(0, 500)))
}
