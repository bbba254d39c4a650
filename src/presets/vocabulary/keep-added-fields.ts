import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from './pick-cell.js'

/**
 * Keeps what an application has added to its user table under `customData.<system>`. Secrets among it are kept out
 * later, when the user is planned: by one filter for everything.
 *
 * @param known fields that have a place of their own, or are none of the user's data
 */
export const keepAddedFields = (
  { customData }: UserRecord,
  system: string,
  record: JsonObject,
  known: ReadonlySet<string>,
): void => {
  let kept: JsonObject | undefined
  for (const key in record) {
    const value = record[key]
    if (known.has(key) || !isFilledCell(value)) continue
    kept ??= {}
    setKey(kept, key, value)
  }
  if (kept !== undefined) customData[system] = kept
}

/** An own key even for `__proto__`, which the plan then rejects by name. */
const setKey = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
