import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { keepUnder } from './keep-under.js'
import { isFilledCell } from './pick-cell.js'
import { isObject } from './read-json-cell.js'

/** Names of fields whose values open something. Users can read their `customData`, so they never go there. */
const secretName =
  /passw|passphrase|token|secret|salt|hash|session|otp|api_?key|private_?key|recovery|backup_?codes?|\bpin\b/i

/** As deep as the plan lets objects be nested; what is deeper it rejects. */
const deepest = 101

/**
 * Keeps what an application has added to its user table under `customData.<system>`, but nothing whose name, at
 * any depth, speaks of secrets.
 *
 * @param known fields that have a place of their own, or are none of the user's data
 */
export const keepAddedFields = (
  user: UserRecord,
  system: string,
  record: JsonObject,
  known: ReadonlySet<string>,
): void => {
  let kept: JsonObject | undefined
  for (const key in record) {
    const value = record[key]
    if (known.has(key) || !isFilledCell(value) || secretName.test(key)) continue
    kept ??= {}
    setKey(kept, key, leaveOutSecrets(value, 0))
  }
  if (kept !== undefined) keepUnder(user, system, kept)
}

const leaveOutSecrets = (value: JsonValue, depth: number): JsonValue => {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((item) => leaveOutSecrets(item, depth + 1))
  if (!isObject(value)) return value
  const open: JsonObject = {}
  for (const key of Object.keys(value)) {
    if (!secretName.test(key)) setKey(open, key, leaveOutSecrets(value[key] ?? null, depth + 1))
  }
  return open
}

/** An own key even for `__proto__`, which the plan then rejects by name. */
const setKey = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
