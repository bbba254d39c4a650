import type { Preset } from '../preset.js'
import { foldSpelling } from './fold-spelling.js'
import { traceNames } from './trace-names.js'

const foldedNames = new WeakMap<Preset, ReadonlySet<string>>()

/** Whether one of the names is one that the preset knows of, in another spelling than it knows. */
export const hasRespelledName = (preset: Preset, names: ReadonlySet<string>): boolean => {
  const known = traceNames(preset)
  let folded = foldedNames.get(preset)
  if (folded === undefined) {
    folded = new Set([...known].map(foldSpelling))
    foldedNames.set(preset, folded)
  }
  for (const name of names) if (!known.has(name) && folded.has(foldSpelling(name))) return true
  return false
}
