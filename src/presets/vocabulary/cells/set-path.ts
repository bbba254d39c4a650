import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { isObject } from './read-json-cell.js'

/**
 * Puts a value deep into an object and makes the objects on the way; what is in the way and is no object is
 * replaced. A key `__proto__` becomes a plain key, which the plan then rejects.
 */
export const setPath = (target: JsonObject, path: readonly string[], value: JsonValue): void => {
  let at = target
  for (let index = 0; index < path.length - 1; index++) {
    const key = path[index]!
    const present = Object.hasOwn(at, key) ? at[key] : undefined
    if (isObject(present)) at = present
    else {
      const made: JsonObject = {}
      setKey(at, key, made)
      at = made
    }
  }
  setKey(at, path.at(-1)!, value)
}

/** Puts a value under a key, whatever the key is. */
export const setKey = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
