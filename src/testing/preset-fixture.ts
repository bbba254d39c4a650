import type { PresetContext } from '../presets/preset.js'
import type { JsonObject } from '../source/source-record.js'

/** A small export of the system, made up, with everything that its users can have. */
export interface PresetFixture {
  /** Records as the export holds them. */
  records: readonly JsonObject[]
  /** Rows of related files, by the preset's names of them. */
  related?: { readonly [name: string]: readonly JsonObject[] }
  context?: Partial<Pick<PresetContext, 'passwordParams' | 'connectors' | 'columns' | 'nowMs'>>
  /** Fields that are none of the person's data and go nowhere on purpose: dotted paths, `[]` for any element. */
  ignored?: readonly string[]
}
