import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'

/** Keeps every field that has no place of its own under `customData.<system>`. */
export const keepOtherFields = (
  { customData }: UserRecord,
  system: string,
  record: JsonObject,
  readElsewhere: ReadonlySet<string>,
): void => {
  const other: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    if (!readElsewhere.has(key) && value !== null && value !== '') other[key] = value
  }
  if (Object.keys(other).length > 0) customData[system] = other
}
