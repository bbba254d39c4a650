import { isSkip, type Preset, type PresetContext } from '../presets/preset.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import { listPlaces } from './list-places.js'
import type { PresetFixture } from './preset-fixture.js'

/** What stands in fields where nobody expects it. */
export const junk: readonly JsonValue[] = [
  null,
  '',
  ' ',
  'NULL',
  '\\N',
  '{',
  '[{}]',
  '{"a":1}',
  '\0',
  '\ud800',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [null],
  [[1]],
  { $oid: 1 },
  '__proto__',
  '2024-13-45',
  '9'.repeat(400),
]

/** One field is read alike in most records: so many of them are enough. */
const mostTries = 3

/** @throws Error that names the record, the field and the value that the preset threw at */
export const checkJunk = (preset: Preset, { records }: PresetFixture, context: PresetContext): void => {
  const tried = new Map<string, number>()
  for (const [index, record] of records.slice(0, 20).entries()) {
    for (const [at, { path }] of listPlaces(record).entries()) {
      const count = (tried.get(path) ?? 0) + 1
      if (count > mostTries) continue
      tried.set(path, count)
      for (const value of junk) {
        const copy = structuredClone(record)
        const place = listPlaces(copy)[at]!
        place.holder[place.key] = structuredClone(value)
        tryRecord(preset, copy, context, `${path} of record ${index + 1} is ${JSON.stringify(value)}`)
      }
    }
  }
  const odd: JsonObject[] = [{}, { id: null }, { a: [[]] }]
  for (const record of odd) {
    tryRecord(preset, record, context, `the record is ${JSON.stringify(record)}`)
  }
}

const tryRecord = (preset: Preset, record: JsonObject, context: PresetContext, what: string): void => {
  try {
    const { score } = preset.recognise([record])
    if (!(score >= 0 && score <= 1)) throw new Error(`recognise() gives a score of ${score}, expected 0 to 1`)
    const user = preset.toUser(record, context)
    if (isSkip(user) && !/^[a-z\d_]+$/.test(user.skip)) {
      throw new Error(`skip: expected lower snake case, got ${JSON.stringify(user.skip)}`)
    }
    for (const file of preset.relatedFiles ?? []) {
      file.keysOf(record)
      file.reduce?.(record)
    }
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${preset.name}: where ${what}: ${message}`, { cause })
  }
}
