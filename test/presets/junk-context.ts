import fc from 'fast-check'
import type { PresetContext } from '../../src/presets/preset.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const junkValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    ' ',
    'NULL',
    '\\N',
    '0',
    '{',
    '[',
    '[]',
    '{}',
    '{"a":1}',
    '{"a":',
    '[{}]',
    '$2a$10$x',
    'infinity',
    '9'.repeat(400),
    '__proto__',
    '2024-13-45',
    '{"$date":{}}',
    '\0',
    '\ud800',
  ),
  fc.constantFrom<JsonValue>(
    true,
    false,
    0,
    -1,
    1e21,
    1e308,
    [],
    {},
    [null],
    [[1]],
    [{}],
    { $oid: 1 },
    { $date: 'x' },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant<JsonValue>(JSON.parse('{"__proto__":{"a":1},"constructor":2}')),
)

/** A record with some of its values, at any depth, replaced by values that do not belong there. */
export const junkRecords = (records: readonly JsonObject[]): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      fc.constantFrom(...records),
      fc.array(fc.tuple(fc.nat(), junkValue), { minLength: 1, maxLength: 8 }),
    )
    .map(([record, changes]) => {
      const changed = structuredClone(record)
      for (const [at, value] of changes) {
        const places = listPlaces(changed)
        const place = places[at % places.length]
        if (place !== undefined) place.holder[place.key] = structuredClone(value)
      }
      return changed
    })

interface Place {
  holder: { [key: string]: JsonValue }
  key: string
}

const listPlaces = (value: JsonValue): Place[] => {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Place['holder']
  return Object.keys(value).flatMap((key) => [{ holder, key }, ...listPlaces(holder[key] ?? null)])
}

/** A context in which every look-up finds the same junk rows. */
export const junkContexts = (rows: readonly JsonObject[]): fc.Arbitrary<PresetContext> =>
  rows.length === 0
    ? fc.constant(emptyContext)
    : fc
        .array(junkRecords(rows), { maxLength: 3 })
        .map((found) => ({ ...emptyContext, related: () => found }))
