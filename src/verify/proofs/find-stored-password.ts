import type { HashParams } from '../../password/hash-params.js'
import { isConverter, type OwnConverter } from '../../password/own-conversion.js'
import type { Preset, PresetContext } from '../../presets/preset.js'
import type { JsonObject } from '../../source/source-record.js'

/** A password as the old system stores it: the arguments of `convertPassword`. */
export interface StoredPassword {
  source: string
  sourceHash: unknown
  params: HashParams
}

/**
 * Maps one record once more to see which hash the preset converts, and with which parameters: planning keeps
 * neither. Undefined when the preset converts none, or when the operator's own converter explained it.
 */
export const findStoredPassword = (
  preset: Preset,
  context: PresetContext,
  record: JsonObject,
): StoredPassword | undefined => {
  let stored: StoredPassword | undefined
  const configured = context.passwordParams['convert']
  const convert: OwnConverter = (sourceHash, source, params) => {
    const own = isConverter(configured) ? configured(sourceHash, source, params) : undefined
    if (own === undefined) stored ??= { source, sourceHash, params: { ...params, convert: undefined } }
    return own
  }
  preset.toUser(record, { ...context, passwordParams: { ...context.passwordParams, convert } })
  return stored
}
