import type { JsonObject } from '../../../source/source-record.js'
import type { FieldUseReport } from '../../field-use.js'
import { findKnownColumn } from '../columns/find-known-column.js'
import { isPersonObject, pathOfPart } from '../columns/person-objects.js'
import type { GenericDraft } from '../generic-draft.js'
import type { ColumnPlace, ColumnSetter } from './column-place.js'
import { createColumnSetter } from './column-setter.js'

/** Objects that are used as dictionaries have keys without end. */
const mostKeys = 200

interface Part {
  set: ColumnSetter
  use: FieldUseReport | undefined
}

/**
 * Takes what the parts of `contact` or `profile` say of the person out of the object, where the record itself has no column for it;
 * gives the rest. Undefined for a column that holds somebody or something else.
 */
export const createPersonParts = (
  place: ColumnPlace,
): ((draft: GenericDraft, cell: JsonObject) => JsonObject) | undefined => {
  if (!isPersonObject(place.column)) return undefined
  const beside = new Set(place.keys.map((key) => findKnownColumn(key)?.path))
  if (beside.has('emails')) beside.add('primaryEmail')
  if (beside.has('phones')) beside.add('primaryPhone')
  const parts = new Map<string, Part | undefined>()
  const partOf = (key: string): Part | undefined => {
    if (!parts.has(key) && parts.size < mostKeys) parts.set(key, createPart(key, place, beside))
    return parts.get(key)
  }
  return (draft, cell) => {
    let rest: JsonObject | undefined
    for (const key of Object.keys(cell)) {
      const part = partOf(key)
      const value = cell[key]
      if (part === undefined || value === null || value === undefined || value === '') continue
      if (part.use !== undefined) part.use.filled += 1
      part.set(draft, value)
      rest ??= { ...cell }
      delete rest[key]
    }
    return rest ?? cell
  }
}

const createPart = (
  key: string,
  place: ColumnPlace,
  beside: ReadonlySet<string | undefined>,
): Part | undefined => {
  const path = pathOfPart(key, place.column)
  if (path === undefined || beside.has(path)) return undefined
  const column = `${place.column}.${key}`
  return {
    set: createColumnSetter(path.split('.'), { ...place, column, isPart: true }),
    use: place.context.fieldUse?.counter(column, 'used', path),
  }
}
