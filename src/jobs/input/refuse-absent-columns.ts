import { MigrationError } from '../../outcome/migration-error.js'
import { nearestName } from '../../outcome/nearest-name.js'
import type { JsonObject } from '../../source/source-record.js'

/** Longer lists help nobody. */
const mostListed = 20

/**
 * Refuses a mapping of columns that are not there: what is misspelt would come over as something else. In a table every
 * row has every column. A document can have a field that the first ones lack, so there a name is refused only where
 * another one was meant, or where the documents were seen to their end.
 *
 * @param isWhole whether the sample is the whole input
 * @returns the columns that may still come
 * @throws MigrationError `config/column_absent`
 */
export const refuseAbsentColumns = (
  columns: Readonly<Record<string, string | null>>,
  sample: readonly JsonObject[],
  isWhole: boolean,
): string[] => {
  const wanted = Object.keys(columns)
  if (wanted.length === 0 || sample.length === 0) return []
  const there = new Set<string>()
  for (const record of sample) for (const key in record) there.add(key)
  const isTable = sample.every((record) => Object.keys(record).length === there.size)
  const free = [...there].filter((column) => !Object.hasOwn(columns, column))
  const unseen = wanted.filter((column) => !there.has(column))
  for (const column of unseen) {
    const nearest = nearestName(column, free)
    if (!isWhole && !isTable && nearest === undefined) continue
    const names = [...there].slice(0, mostListed).join(', ')
    const more = there.size > mostListed ? `, and ${there.size - mostListed} more` : ''
    throw new MigrationError(
      'config',
      'column_absent',
      `source.columns names ${JSON.stringify(column)}, which the input does not have${nearest === undefined ? '' : `; did you mean ${JSON.stringify(nearest)}?`} (it has ${names}${more})`,
    )
  }
  return unseen
}
