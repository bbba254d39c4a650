import { isSkip, type Preset, type PresetContext } from '../presets/preset.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import { listPlaces } from './list-places.js'
import type { PresetFixture } from './preset-fixture.js'

/**
 * A field that makes no difference to the user is neither carried nor named: without it, or with another value, the
 * preset must say something else in at least one record. Records that are left out as a whole need no fields.
 *
 * @throws Error that lists the fields that vanish
 */
export const checkFields = (
  preset: Preset,
  { records, ignored = [] }: PresetFixture,
  context: PresetContext,
): void => {
  const seen = new Set<string>()
  const felt = new Set<string>()
  for (const record of records) {
    if (isSkip(preset.toUser(record, context))) continue
    const before = describe(preset, record, context)
    for (const [at, { path, holder, key }] of listPlaces(record).entries()) {
      if (!isTelling(holder[key])) continue
      seen.add(path)
      if (felt.has(path)) continue
      const isFelt = [removeAt, changeAt].some(
        (mutate) => describe(preset, mutate(record, at), context) !== before,
      )
      if (isFelt) felt.add(path)
    }
  }
  const isKnown = (path: string): boolean =>
    ignored.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
  // A list or object whose parts are felt is felt itself.
  const vanished = [...seen].filter(
    (path) => !felt.has(path) && !isKnown(path) && ![...felt].some((one) => one.startsWith(path)),
  )
  if (vanished.length === 0) return
  throw new Error(
    `${preset.name}: neither carried nor named: ${vanished.join(', ')}. Map them, keep them in customData, name them in losses, or list them as ignored`,
  )
}

const removeAt = (record: JsonObject, at: number): JsonObject => {
  const copy = structuredClone(record)
  const { holder, key } = listPlaces(copy)[at]!
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return copy
}

/** Where another field says the same (`Enabled` beside `userAccountControl`), only another value tells. */
const changeAt = (record: JsonObject, at: number): JsonObject => {
  const copy = structuredClone(record)
  const { holder, key } = listPlaces(copy)[at]!
  holder[key] = changed(holder[key] ?? null)
  return copy
}

const flipped = new Map([
  ['true', 'false'],
  ['false', 'true'],
  ['t', 'f'],
  ['f', 't'],
  ['1', '0'],
  ['0', '1'],
])

const changed = (value: JsonValue): JsonValue => {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value === 0 ? 1 : 0
  if (typeof value !== 'string') return value
  return flipped.get(value.toLowerCase()) ?? `x${value}`
}

const describe = (preset: Preset, record: JsonObject, context: PresetContext): string =>
  JSON.stringify(preset.toUser(record, context))

const isTelling = (value: JsonValue | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(typeof value === 'object' && Object.keys(value).length === 0)
