import type { InputNotes } from '../../source/input/input-notes.js'
import type { SourceRecord } from '../../source/source-record.js'

/** The records as they are; columns of `columns` that none of them had are noted when the last has come. */
export const noteAbsentColumns = async function* (
  source: AsyncGenerator<SourceRecord[], void, undefined>,
  columns: readonly string[],
  notes: InputNotes,
): AsyncGenerator<SourceRecord[], void, undefined> {
  const absent = new Set(columns)
  let file: string | undefined
  for await (const batch of source) {
    file ??= batch[0]?.file
    for (const { record } of absent.size === 0 ? [] : batch) {
      for (const column of absent)
        if (record !== undefined && Object.hasOwn(record, column)) absent.delete(column)
    }
    yield batch
  }
  if (absent.size === 0) return
  const names = [...absent].map((column) => JSON.stringify(column)).join(', ')
  notes.add('columns_absent', file ?? '', 1, `source.columns names ${names}, and no record has that.`)
}
