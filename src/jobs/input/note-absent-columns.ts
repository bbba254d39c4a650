import type { InputNotes } from '../../source/input/input-notes.js'
import type { SourceRecord } from '../../source/source-record.js'

/**
 * The records behind the first ones, as they are. Columns of `columns` that none of all had are noted when the last has
 * come.
 */
export const noteAbsentColumns = async function* (
  first: readonly SourceRecord[],
  rest: AsyncGenerator<SourceRecord[], void, undefined>,
  columns: readonly string[],
  notes: InputNotes,
): AsyncGenerator<SourceRecord[], void, undefined> {
  const absent = new Set(columns)
  const look = (batch: readonly SourceRecord[]): void => {
    for (const { record } of absent.size === 0 ? [] : batch)
      for (const column of absent)
        if (record !== undefined && Object.hasOwn(record, column)) absent.delete(column)
  }
  look(first)
  for await (const batch of rest) {
    look(batch)
    yield batch
  }
  if (absent.size === 0) return
  const names = [...absent].map((column) => JSON.stringify(column)).join(', ')
  notes.add('columns_absent', first[0]?.file ?? '', 1, `source.columns names ${names}; no record has that.`)
}
