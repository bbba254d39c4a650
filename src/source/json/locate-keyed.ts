import { isPersonKey } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import { incomplete } from './values/scan-json.js'
import { parseLooseJson, readLooseKey } from './values/parse-loose-json.js'
import { endOfValue, skipSeparators } from './values/walk-object.js'

/** So many users are looked at to tell whether an object is one of users by key. */
const enough = 5

/** Whether a key is the address of the user below it. */
export const isAddress = (key: string): boolean =>
  /^[^\s@]{1,128}@[^\s@.]{1,100}(?:\.[^\s@.]{1,63}){1,8}$/.test(key)

/** An object whose values are the users: `{ "u1": { … }, "u2": { … } }`. */
export interface LocatedKeyed {
  path: readonly string[]
  /** Behind the opening brace. */
  offset: number
}

/** Keys under which such an object stands: Firebase's Realtime Database and hand-made stores. */
const holders =
  /^(?:users?|accounts?|members?|people|customers|profiles|data|records|results?|values?|items|documents|entries)$/i

/** Objects around the one that holds them: `{ "__collections__": { "users": { … } } }`, `{ "data": { "app": { "users": … } } }`. */
const mostAround = 3

/** @param start of the outermost object, which has nothing that a person has */
export const locateKeyed = (bytes: Buffer, start: number): LocatedKeyed | undefined =>
  looksKeyed(bytes, start, 2) ? { path: [], offset: start + 1 } : locateHolder(bytes, start, [])

const locateHolder = (bytes: Buffer, start: number, path: readonly string[]): LocatedKeyed | undefined => {
  let at = start + 1
  while (true) {
    at = skipSeparators(bytes, at)
    const key = at < bytes.length && bytes[at] !== 0x7d ? readLooseKey(bytes, at) : incomplete
    if (typeof key === 'number') return undefined
    at = skipSeparators(bytes, key.end)
    if (bytes[at] === 0x7b) {
      const inner = [...path, key.name]
      if (holders.test(key.name) && looksKeyed(bytes, at, 1)) return { path: inner, offset: at + 1 }
      const found = inner.length < mostAround ? locateHolder(bytes, at, inner) : undefined
      if (found !== undefined) return found
    }
    const end = endOfValue(bytes, at)
    if (end <= at) return undefined
    at = end
  }
}

/** @param least users that there must be to believe it */
const looksKeyed = (bytes: Buffer, start: number, least: number): boolean => {
  let at = start + 1
  let first: string[] | undefined
  let count = 0
  for (; count < enough; count++) {
    at = skipSeparators(bytes, at)
    const key = at < bytes.length && bytes[at] !== 0x7d ? readLooseKey(bytes, at) : incomplete
    if (typeof key === 'number') break
    at = skipSeparators(bytes, key.end)
    if (at >= bytes.length) break
    const loose = bytes[at] === 0x7b ? parseLooseJson(bytes, at) : 'broken'
    if (loose === 'incomplete') break
    if (typeof loose === 'string' || !isJsonObject(loose.value)) return false
    const keys = Object.keys(loose.value)
    first ??= keys
    const shared = keys.filter((name) => first?.includes(name) === true).length
    const isPerson = keys.some(isPersonKey) || isAddress(key.name)
    if (!isPerson || shared * 2 < Math.min(keys.length, first.length)) return false
    at = loose.end
  }
  return count >= least
}
