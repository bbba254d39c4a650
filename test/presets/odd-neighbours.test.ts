import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { isSkip, type Preset } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { listPlaces } from '../../src/testing/list-places.js'
import { readExport } from './describe-preset.js'
import { runs } from '../support/runs.js'
import { emptyContext } from './empty-context.js'

const mark = 'Zq7xMarkedOddValue'

/** What nobody expects in any field. */
const oddValues: readonly JsonValue[] = [true, -7.5, mark, { a: mark }, [mark, null]]

const exports = presets.flatMap((preset) =>
  readdirSync(`fixtures/${preset.name}`)
    .filter((file) => /^users\.(?:json|ndjson|csv|ldif|tsv)$/.test(file))
    .map((file) => [`${preset.name}/${file}`, preset] as const),
)

/** What becomes of every record of a file, where all that the first ones prove is known. */
const planAll = (preset: Preset, sample: readonly JsonObject[]): string[] => {
  const context = { ...emptyContext, sample }
  return sample.map((record) => {
    const user = preset.toUser(record, context)
    if (isSkip(user)) return user.reason
    const { plan, problems, warnings } = planUser(user, defaultPlanRules)
    return JSON.stringify([plan, problems, warnings])
  })
}

const setAt = (record: JsonObject, at: number, value: JsonValue): JsonObject => {
  const copy = structuredClone(record)
  const { holder, key } = listPlaces(copy)[at]!
  holder[key] = structuredClone(value)
  return copy
}

describe('an odd value in one record costs and changes no other', () => {
  test.each(exports)('%s', async (path, preset) => {
    const read = await readExport(path, { jsonPath: preset.jsonPath })
    const people = read.flatMap((record) => preset.expand?.(record) ?? [record]).slice(0, 4)
    // Two good records stand beside each odd one, as they do in any file.
    const good = people.length < 3 ? [...people, ...people, ...people] : people
    const expected = planAll(preset, good)
    const tried = new Set<string>()
    const faults: string[] = []
    for (const [index, record] of people.slice(0, runs(4)).entries()) {
      for (const [at, place] of listPlaces(record).entries()) {
        if (tried.has(place.path)) continue
        tried.add(place.path)
        for (const value of oddValues) {
          const changed = good.with(index, setAt(record, at, value))
          const plans = planAll(preset, changed)
          const what = `${place.path} = ${JSON.stringify(value)}`
          for (const [other, plan] of plans.entries())
            if (other !== index && plan !== expected[other]) faults.push(`${what}: ${other}: ${plan}`)
        }
      }
    }
    expect(faults).toEqual([])
  })
})
