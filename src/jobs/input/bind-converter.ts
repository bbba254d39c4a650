import type { PasswordConfig } from '../../config/config.js'
import type { HashParams } from '../../password/hash-params.js'
import type { OwnConverter } from '../../password/own-conversion.js'
import type { Preset } from '../../presets/preset.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** Connects `password.convert` of the config, which sees the whole record, to the presets, which pass on hashes alone. */
export interface BoundConverter {
  /** The preset, with the record noted before each call; itself when there is no converter. */
  watch(preset: Preset): Preset
  /** The parameters with the converter among them. */
  bind(params: HashParams): HashParams
}

export const bindConverter = (convert: PasswordConfig['convert']): BoundConverter => {
  if (convert === undefined) return { watch: (preset) => preset, bind: (params) => params }
  let current: JsonObject = {}
  // Presets hand over what stood in the record, which is JSON.
  const own: OwnConverter = (sourceHash) => convert(sourceHash as JsonValue, current)
  return {
    watch: (preset) => ({
      ...preset,
      toUser: (record, context) => {
        current = record
        return preset.toUser(record, context)
      },
    }),
    bind: (params) => ({ ...params, convert: own }),
  }
}
