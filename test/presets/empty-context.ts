import type { PresetContext } from '../../src/presets/preset.js'

/** A run without related files and without any choice of the operator. */
export const emptyContext: PresetContext = {
  passwordParams: {},
  connectors: {},
  columns: {},
  related: () => [],
}
