import type { JsonObject } from '../../source/source-record.js'
import { traceUnread } from '../spelling/trace-names.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from './cells/pick-cell.js'
import { isObject } from './cells/read-json-cell.js'
import { setPath } from './cells/set-path.js'

/** As deep as the plan lets objects be nested; what is deeper it rejects. */
const deepest = 101

/**
 * Keeps every field that has no place of its own under `customData.<system>`, beside what is there already. Secrets
 * among it are kept out later, when the user is planned: by one filter for everything.
 *
 * @param known fields that have a place of their own, or are none of the user's data
 */
export const keepAddedFields = (
  { customData }: UserRecord,
  system: string,
  record: JsonObject,
  known: ReadonlySet<string>,
): void => {
  traceUnread(record, known)
  let kept: JsonObject | undefined
  // Most fields have a place: no pairs and no object are made for those.
  for (const key in record) {
    const value = record[key]
    if (!known.has(key) && isFilledCell(value)) setPath((kept ??= {}), [key], value)
  }
  if (kept !== undefined) keepUnder(customData, system, kept)
}

/** Puts fields under `customData.<system>`, beside what is there already and stays. */
export const keepUnder = (customData: JsonObject, system: string, kept: JsonObject): void => {
  const present = Object.hasOwn(customData, system) ? customData[system] : undefined
  if (isObject(present)) addMissing(present, kept, 0)
  else setPath(customData, [system], kept)
}

/** A declared place may be in here as well, and only part of an object may have been read. What is there stays. */
const addMissing = (target: JsonObject, fields: JsonObject, depth: number): void => {
  for (const key of Object.keys(fields)) {
    const value = fields[key] ?? null
    const present = Object.hasOwn(target, key) ? target[key] : undefined
    if (present === undefined || present === null) setPath(target, [key], value)
    else if (isObject(present) && isObject(value) && depth < deepest) addMissing(present, value, depth + 1)
  }
}
