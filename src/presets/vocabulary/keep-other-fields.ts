import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { keepUnder } from './keep-under.js'
import { setPath } from './set-path.js'

/** Keeps every field that has no place of its own under `customData.<system>`. */
export const keepOtherFields = (
  user: UserRecord,
  system: string,
  record: JsonObject,
  readElsewhere: ReadonlySet<string>,
): void => {
  let other: JsonObject | undefined
  // Most fields have a place: no pairs and no object are made for those.
  for (const key in record) {
    if (readElsewhere.has(key)) continue
    const value = record[key]
    if (value === undefined || value === null || value === '' || value === '\\N') continue
    setPath((other ??= {}), [key], value)
  }
  if (other !== undefined) keepUnder(user, system, other)
}
