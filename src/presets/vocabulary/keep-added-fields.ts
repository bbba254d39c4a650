import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from './pick-cell.js'

/** Names of fields whose values open something. They never go to `customData`. */
const secretName =
  /passw|passphrase|token|secret|salt|hash|session|otp|api_?key|private_?key|recovery|backup_?codes?|\bpin\b/i

/**
 * Keeps what an application has added to its user table under `customData.<system>`.
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
    if (known.has(key) || !isFilledCell(value) || secretName.test(key)) continue
    kept ??= {}
    // An own key even for `__proto__`, which the plan then rejects by name.
    if (key === '__proto__') {
      Object.defineProperty(kept, key, { value, enumerable: true, writable: true, configurable: true })
    } else kept[key] = value
  }
  if (kept !== undefined) customData[system] = kept
}
