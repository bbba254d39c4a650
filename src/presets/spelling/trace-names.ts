import type { JsonObject } from '../../source/source-record.js'
import type { Preset, PresetContext } from '../preset.js'

const traced = new WeakMap<Preset, ReadonlySet<string>>()
const traces = new WeakSet<JsonObject>()
const views = new WeakSet<JsonObject>()

/**
 * The names of fields that a preset knows of: those that it asks an empty record for. So no list of them has to be kept
 * beside what reads them, and a preset of the operator's own has one as well.
 */
export const traceNames = (preset: Preset): ReadonlySet<string> => {
  let names = traced.get(preset)
  if (names === undefined) {
    names = askedNames(preset)
    traced.set(preset, names)
  }
  return names
}

const askedNames = (preset: Preset): ReadonlySet<string> => {
  const names = new Set<string>()
  const note = (key: string | symbol): undefined => {
    if (typeof key === 'string') names.add(key)
  }
  const empty: JsonObject = new Proxy<JsonObject>(
    {},
    {
      has: (_, key) => note(key) !== undefined,
      get: (_, key) => note(key),
      getOwnPropertyDescriptor: (_, key) => note(key),
    },
  )
  traces.add(empty)
  markAskedByName(empty)
  preset.recognise([empty])
  preset.toUser(empty, createEmptyContext())
  return names
}

/** Names that a preset knows of and reads nothing from, for the trace of its names; nothing for any other record. */
export const traceUnread = (record: JsonObject, names: Iterable<string>): void => {
  if (traces.has(record)) for (const name of names) void record[name]
}

/** Marks a record that has its fields under other names than it lists: they are found by asking only. */
export const markAskedByName = (record: JsonObject): void => void views.add(record)

export const isAskedByName = (record: JsonObject): boolean => views.has(record)

/** A context of its own for each use: presets remember by context what they have resolved. */
export const createEmptyContext = (): PresetContext => ({
  passwordParams: {},
  connectors: {},
  columns: {},
  related: () => [],
})
