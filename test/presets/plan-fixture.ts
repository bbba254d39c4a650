import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { describeDuplicate } from '../../src/plan/duplicates/duplicate-problem.js'
import { IdentifierIndex } from '../../src/plan/duplicates/identifier-index.js'
import { defaultPlanRules, type PlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { isSkip, type Preset, type PresetContext } from '../../src/presets/preset.js'
import { RelatedIndex } from '../../src/presets/related-index.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

/** What became of a record of a fixture, short enough to be read and checked by hand. */
export interface PlannedFixture {
  ordinal: number
  skip?: string
  plan?: object
  problems?: string[]
  warnings?: string[]
}

/** Plain readers: what the source stage makes of files is its own tests' business. */
export const readFixture = async (path: string): Promise<JsonObject[]> => {
  const text = await readFile(`fixtures/${path}`, 'utf8')
  if (path.endsWith('.csv')) return parse(text, { columns: true })
  if (path.endsWith('.ndjson'))
    return text
      .trimEnd()
      .split('\n')
      .map((line): JsonObject => JSON.parse(line))
  return JSON.parse(text)
}

/** A context with the related files of a preset: name → fixture. */
export const readContext = async (
  preset: Preset,
  related: { [name: string]: string },
  context: Partial<PresetContext> = {},
  read: (path: string) => Promise<JsonObject[]> = readFixture,
): Promise<PresetContext> => {
  const indexes = new Map<string, RelatedIndex>()
  for (const file of preset.relatedFiles ?? []) {
    const index = new RelatedIndex(file)
    const path = related[file.name]
    if (path !== undefined) for (const row of await read(path)) index.add(row)
    indexes.set(file.name, index)
  }
  return { ...emptyContext, ...context, related: (name, key) => indexes.get(name)?.find(key) ?? [] }
}

/** Preset, plan and duplicates, as an import runs them. */
export const planFixture = (
  preset: Preset,
  records: JsonObject[],
  context: PresetContext,
  rules: PlanRules = defaultPlanRules,
): PlannedFixture[] => {
  const index = new IdentifierIndex()
  return records.map((record, position) => {
    const ordinal = position + 1
    const user = preset.toUser(record, context)
    if (isSkip(user)) return { ordinal, skip: user.skip }
    const { plan, problems, warnings } = planUser(user, rules)
    const codes = warnings.length > 0 ? { warnings: warnings.map(({ code }) => code) } : {}
    if (plan === undefined) return { ordinal, problems: problems.map(({ code }) => code), ...codes }
    const clashes = index.claimAll(plan, ordinal)
    if (clashes.length === 0) return { ordinal, plan, ...codes }
    return {
      ordinal,
      problems: clashes.map((clash) => describeDuplicate(clash, `record ${clash.earlierOrdinal}`).message),
      ...codes,
    }
  })
}
