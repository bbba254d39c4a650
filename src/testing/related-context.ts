import type { Preset, PresetContext } from '../presets/preset.js'
import type { JsonObject } from '../source/source-record.js'
import type { PresetFixture } from './preset-fixture.js'

export type RelatedRows = { readonly [name: string]: readonly JsonObject[] }

const emptyContext: PresetContext = { passwordParams: {}, connectors: {}, columns: {}, related: () => [] }

/** A context that joins these rows, as the program joins related files. */
export const contextWith = (
  preset: Preset,
  { context = {} }: Pick<PresetFixture, 'context'>,
  related: RelatedRows,
): PresetContext => {
  const indexes = new Map<string, Map<string, JsonObject[]>>()
  for (const [name, rows] of Object.entries(related)) {
    const file = preset.relatedFiles?.find((one) => one.name === name)
    if (file === undefined) throw new Error(`${preset.name} joins no file "${name}"`)
    const index = new Map<string, JsonObject[]>()
    for (const row of rows) {
      const kept = file.reduce?.(row) ?? row
      for (const key of file.keysOf(row)) index.set(key, [...(index.get(key) ?? []), kept])
    }
    indexes.set(name, index)
  }
  return { ...emptyContext, ...context, related: (name, key) => indexes.get(name)?.get(key) ?? [] }
}
