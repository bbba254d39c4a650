import { isSkip, type Preset } from '../presets/preset.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import { junk } from './check-junk.js'
import { sayOpenly, secretMarker, secretNames } from './check-secrets.js'
import { listPlaces } from './list-places.js'
import type { PresetFixture } from './preset-fixture.js'
import { contextWith, type RelatedRows } from './related-context.js'

/** So many rows of a file show what is read of it. */
const mostRows = 60

/**
 * What holds for records holds for the rows that are joined to them: nothing throws, nothing secret comes to light,
 * nothing vanishes. A field of a row is named `<related>:<path>` in `ignored`.
 *
 * @throws Error that names the file and the field
 */
export const checkRelated = (preset: Preset, fixture: PresetFixture): void => {
  const related = Object.fromEntries(
    Object.entries(fixture.related ?? {}).map(([name, rows]) => [name, rows.slice(0, mostRows)]),
  )
  const vanished = Object.keys(related).flatMap((name) => {
    checkSecretsOf(preset, fixture, related, name)
    return listPaths(related[name] ?? []).flatMap((path) =>
      isFelt(preset, fixture, related, name, path) ? [] : [`${name}:${path}`],
    )
  })
  const unknown = vanished.filter((path) => fixture.ignored?.includes(path) !== true)
  if (unknown.length === 0) return
  throw new Error(
    `${preset.name}: neither carried nor named in joined rows: ${unknown.join(', ')}. Map them, keep them, or list them as ignored`,
  )
}

const checkSecretsOf = (preset: Preset, fixture: PresetFixture, related: RelatedRows, name: string): void => {
  const planted = (related[name] ?? []).map((row) => ({
    ...Object.fromEntries(secretNames.map((secret) => [secret, `${secretMarker}-${secret}`])),
    ...row,
  }))
  const context = contextWith(preset, fixture, { ...related, [name]: planted })
  for (const record of fixture.records) {
    const user = preset.toUser(record, context)
    if (isSkip(user)) continue
    const said = JSON.stringify(sayOpenly(user))
    const leak = secretNames.find((secret) => said.includes(`${secretMarker}-${secret}"`))
    if (leak !== undefined)
      throw new Error(
        `${preset.name}: the value of ${leak} in related.${name} is found outside of the password`,
      )
  }
}

const listPaths = (rows: readonly JsonObject[]): string[] => [
  ...new Set(
    rows.flatMap((row) =>
      listPlaces(row).flatMap(({ path, holder, key }) => (isTelling(holder[key]) ? [path] : [])),
    ),
  ),
]

const isTelling = (value: JsonValue | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && typeof value !== 'object'

/** Whether anybody is another one without the field, or with another value in it. Throws where a preset does. */
const isFelt = (
  preset: Preset,
  fixture: PresetFixture,
  related: RelatedRows,
  name: string,
  path: string,
): boolean => {
  const describe = (rows: readonly JsonObject[]): string => {
    const context = contextWith(preset, fixture, { ...related, [name]: rows })
    return JSON.stringify(fixture.records.map((record) => preset.toUser(record, context)))
  }
  const rows = related[name] ?? []
  const before = describe(rows)
  let felt = false
  for (const value of [undefined, ...junk.filter((_, index) => index % 3 === 0)]) {
    try {
      felt = describe(rows.map((row) => replaceAll(row, path, value))) !== before || felt
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new Error(
        `${preset.name}: where ${path} in related.${name} is ${JSON.stringify(value)}: ${message}`,
        { cause },
      )
    }
  }
  return felt
}

const replaceAll = (row: JsonObject, path: string, value: JsonValue | undefined): JsonObject => {
  const copy = structuredClone(row)
  for (const { holder, key } of listPlaces(copy).filter((place) => place.path === path)) {
    if (value === undefined) delete holder[key]
    else holder[key] = structuredClone(value)
  }
  return copy
}
