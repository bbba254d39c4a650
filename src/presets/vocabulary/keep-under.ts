import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { isObject } from './read-json-cell.js'
import { setPath } from './set-path.js'

/** As deep as the plan lets objects be nested; what is deeper it rejects. */
const deepest = 101

/**
 * Puts fields under `customData.<system>`, beside what is there already: a declared place may lead there
 * (`customData.<system>.plan`), and only part of an object may have been read. On the same place the declared value
 * stays.
 */
export const keepUnder = ({ customData }: UserRecord, system: string, fields: JsonObject): void => {
  const present = Object.hasOwn(customData, system) ? customData[system] : undefined
  if (isObject(present)) addMissing(present, fields, 0)
  else setPath(customData, [system], fields)
}

const addMissing = (target: JsonObject, fields: JsonObject, depth: number): void => {
  for (const key of Object.keys(fields)) {
    const value: JsonValue | undefined = fields[key]
    if (value === undefined) continue
    const present = Object.hasOwn(target, key) ? target[key] : undefined
    if (present === undefined || present === null) setPath(target, [key], value)
    else if (isObject(present) && isObject(value) && depth < deepest) addMissing(present, value, depth + 1)
  }
}
