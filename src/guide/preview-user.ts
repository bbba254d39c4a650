import { createSecretFilter } from '../config/create-secret-filter.js'
import { escapeToOneLine } from '../outcome/escape-controls.js'
import { defaultPlanRules } from '../plan/plan-rules.js'
import { RecordPlanner } from '../plan/record-planner.js'
import type { Preset } from '../presets/preset.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import { fitText, padText } from './fit-text.js'
import { type ColumnMapping, createPresetContext } from './read-columns.js'

/** What an import would send for the sample, and the first user of it. */
export interface UserPreview {
  lines: string[]
  /** Of the sample: users who go in, and the reason for which most of the others do not. */
  valid: number
  rejected: number
  reason: string | undefined
}

const mostLines = 14

/** The user that Logto would get, as the mapping stands. Hashes are named, not shown. */
export const previewUser = (
  preset: Preset,
  sample: readonly JsonObject[],
  columns: ColumnMapping,
  { nowMs, width }: { nowMs: number; width: number },
): UserPreview => {
  const planner = new RecordPlanner({
    preset,
    context: createPresetContext(sample, columns, nowMs),
    rules: { ...defaultPlanRules, secrets: createSecretFilter({ columns, customData: undefined }) },
  })
  const reasons = new Map<string, number>()
  let shown: [string, string][] | undefined
  let valid = 0
  let rejected = 0
  try {
    for (const [index, record] of sample.entries()) {
      const people = preset.expand?.(record) ?? [record]
      for (const person of people) {
        const ordinal = valid + rejected + 1
        const place = { file: 'sample', line: index + 1, ordinal, raw: undefined, problem: undefined }
        const planned = planner.plan({ ...place, record: person })
        if (planned.kind === 'planned') {
          valid += 1
          const { create, roles, organizations, identities, isSuspended } = planned.plan
          const rows = [
            ...listFields(create as unknown as JsonObject),
            ...identities.map(({ target }): [string, string] => [`identities.${target}`, 'linked']),
            ...(roles.length === 0 ? [] : [['roles', roles.join(', ')] as [string, string]]),
            ...(organizations.length === 0
              ? []
              : [
                  ['organizations', organizations.map(({ id, name }) => name ?? id).join(', ')] as [
                    string,
                    string,
                  ],
                ]),
            ...(isSuspended ? [['isSuspended', 'true'] as [string, string]] : []),
          ]
          // The fullest of the first ones shows most of what becomes of what.
          if (valid <= 20 && rows.length > (shown?.length ?? 0)) shown = rows
        } else if (planned.kind === 'rejected') {
          rejected += 1
          const reason = planned.problems[0]?.message ?? 'it cannot be read'
          const code = planned.problems[0]?.code ?? ''
          const key = code.startsWith('duplicate_') ? 'an earlier record is the same person' : reason
          reasons.set(key, (reasons.get(key) ?? 0) + 1)
        }
      }
    }
  } finally {
    planner.close()
  }
  const [first] = [...reasons].sort(([, a], [, b]) => b - a)
  return {
    lines: shown === undefined ? ['nobody: no record of the sample can go in'] : layOut(shown, width),
    valid,
    rejected,
    reason: first?.[0],
  }
}

/** Dotted paths and texts; two levels deep, which is as deep as anybody looks. */
const listFields = (body: JsonObject): [string, string][] =>
  Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null) return []
    if (/^password(?:Digest)?$/.test(name)) return [[name, '••••••']]
    if (typeof value !== 'object' || Array.isArray(value)) return [[name, show(value)]]
    return Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, show(one)])
  })

const show = (value: JsonValue): string =>
  escapeToOneLine((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 300))

const layOut = (rows: readonly [string, string][], width: number): string[] => {
  const names = rows.reduce((most, [name]) => Math.min(30, Math.max(most, name.length)), 0)
  const lines = rows
    .slice(0, mostLines)
    .map(([name, text]) => `${padText(name, names)}  ${fitText(text, Math.max(8, width - names - 2))}`)
  const more = rows.length - lines.length
  return [...lines, ...(more > 0 ? [`and ${more} more fields`] : [])]
}
