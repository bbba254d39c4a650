import type { JsonValue } from '../../../source/source-record.js'
import type { GenericDraft } from '../generic-draft.js'

import type { PresetContext } from '../../preset.js'
import type { TableEvidence } from '../columns/table-evidence.js'

/** A column and what is known around it when its setter is made. */
export interface ColumnPlace {
  column: string
  /** All columns of the record. */
  keys: readonly string[]
  evidence: TableEvidence
  context: PresetContext
  /** Whether its name is none of the listed ones. */
  isGuessed: boolean
  /** Whether it is a part of an object that is kept whole. */
  isPart?: boolean
}

/** Puts one value, which is neither null nor empty, where its column belongs. */
export type ColumnSetter = (draft: GenericDraft, value: JsonValue) => void
