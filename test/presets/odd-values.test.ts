import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/outcome/problem.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { listUsedSecrets } from '../../src/plan/used-secrets.js'
import { isSkip, type Preset } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import { judgeName } from '../../src/secrets/judge-name.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { listPlaces } from '../../src/testing/list-places.js'
import { readExport } from './describe-preset.js'
import { runs } from '../support/runs.js'
import { emptyContext } from './empty-context.js'

const mark = 'Zq7xMarkedOddValue'

const nest = (depth: number): JsonValue => {
  let value: JsonValue = mark
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Another shape, huge, NUL, nested, mixed: what nobody expects in any field. */
const oddValues: readonly JsonValue[] = [
  true,
  -7.5,
  mark,
  `${mark}\0`,
  mark.repeat(500),
  { a: mark },
  { value: { value: mark } },
  [mark, 7, null, { a: [mark] }],
  nest(300),
]

const exports = presets.flatMap((preset) =>
  readdirSync(`fixtures/${preset.name}`)
    .filter((file) => /^users\.(?:json|ndjson|csv|ldif|tsv)$/.test(file))
    .map((file) => [`${preset.name}/${file}`, preset] as const),
)

interface Outcome {
  problems: readonly Problem[] | undefined
  /** All that is sent or said openly. */
  open: string
}

/** Undefined for a record that is left out. */
const drive = (preset: Preset, record: JsonObject): Outcome | undefined => {
  const user = preset.toUser(record, emptyContext)
  if (isSkip(user)) return undefined
  const { plan, problems, warnings } = planUser(user, defaultPlanRules)
  const { password: _password, passwordDigest: _digest, ...create } = plan?.create ?? {}
  const { factors: _factors, create: _create, ...rest } = plan ?? {}
  return {
    problems: plan === undefined ? problems : undefined,
    open: JSON.stringify([create, rest, problems, warnings, user.losses, user.unconvertiblePassword]),
  }
}

const replaceAt = (record: JsonObject, at: number, value: JsonValue | undefined): JsonObject => {
  const copy = structuredClone(record)
  const { holder, key } = listPlaces(copy)[at]!
  if (value !== undefined) holder[key] = structuredClone(value)
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return copy
}

/** A key or an address that nobody can read is no person's, and a digest under our own name is a promise. */
const costsTheRecord = new Set([
  'nul_character',
  'nested_too_deep',
  'source_key_too_long',
  'email_too_long',
  'email_invalid',
  'phone_invalid',
  'phone_no_country',
  'no_sign_in_method',
  'digest_invalid',
])
/** Keys and addresses of tables. */
const isIdentifier = /^(?:id|uuid|user_?id|(?:primary)?e?mail|(?:primary)?phone|user_?name)$/i

describe('an odd value costs its field, not the record, and brings no secret to light', () => {
  test.each(exports)('%s', async (path, preset) => {
    const read = await readExport(path, { jsonPath: preset.jsonPath })
    const people = read.flatMap((record) => preset.expand?.(record) ?? [record])
    const tried = new Set<string>()
    const faults: string[] = []
    for (const record of people.slice(0, runs(12))) {
      const user = preset.toUser(record, emptyContext)
      if (isSkip(user) || drive(preset, record)?.problems !== undefined) continue
      const used = listUsedSecrets(user) ?? []
      for (const [at, place] of listPlaces(record).entries()) {
        if (tried.has(place.path)) continue
        tried.add(place.path)
        const original = place.holder[place.key]
        const isSecret = isSecretName(place.key) || (typeof original === 'string' && used.includes(original))
        const isNeeded = drive(preset, replaceAt(record, at, undefined))?.problems !== undefined
        for (const value of oddValues) {
          const what = `${place.path} = ${JSON.stringify(value).slice(0, 50)}`
          const outcome = drive(preset, replaceAt(record, at, value))
          const problems = outcome?.problems ?? []
          const hasNul = problems.some(({ code }) => code === 'nul_character')
          const problem = hasNul ? undefined : problems.find(({ code }) => !costsTheRecord.has(code))
          if (problem !== undefined && !isNeeded && !isIdentifier.test(place.key))
            faults.push(`${what}: ${problem.code}: ${problem.message}`)
          if (isSecret && outcome?.open.includes(mark) === true) faults.push(`${what}: told`)
        }
      }
    }
    expect(faults).toEqual([])
  })
})

/** The name of an algorithm is said. */
const isSecretName = (key: string): boolean => judgeName(key).verdict === 'secret' && !/algo/i.test(key)
