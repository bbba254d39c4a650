import type { Preset, PresetContext } from '../presets/preset.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import { listPlaces } from './list-places.js'
import type { PresetFixture } from './preset-fixture.js'

/**
 * A field that makes no difference to the user is neither carried nor named: without it, the preset must say
 * something else in at least one record.
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
    const before = describe(preset, record, context)
    for (const [at, { path, holder, key }] of listPlaces(record).entries()) {
      if (!isTelling(holder[key])) continue
      seen.add(path)
      if (felt.has(path)) continue
      const copy = structuredClone(record)
      const place = listPlaces(copy)[at]!
      if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1)
      else delete place.holder[place.key]
      if (describe(preset, copy, context) !== before) felt.add(path)
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

const describe = (preset: Preset, record: JsonObject, context: PresetContext): string =>
  JSON.stringify(preset.toUser(record, context))

const isTelling = (value: JsonValue | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(typeof value === 'object' && Object.keys(value).length === 0)
