import {
  chooseArray,
  isCertain,
  isCertainName,
  isLikelyName,
  isPersonKey,
  looksLikePerson,
  type ArrayCandidate,
} from './json-envelope.js'
import { locateKeyed } from './locate-keyed.js'
import { readLooseKey } from './values/parse-loose-json.js'
import { endOfValue, skipSeparators } from './values/walk-object.js'
import { broken, incomplete } from './values/scan-json.js'

/** Where an object keeps its records. */
export interface LocatedArray extends ArrayCandidate {
  /** Behind the opening bracket. */
  offset: number
  /** It is no array but an object, whose values are the records. */
  isKeyed?: boolean
}

export type JsonLocation =
  | LocatedArray
  /** The object is a record itself. */
  | 'record'
  /** Several arrays could hold the records. */
  | { ambiguous: string[] }
  /** More bytes are needed. */
  | 'incomplete'

/** Deeper than this only lists count that are called what lists of records are: an object of a person has others. */
const maxAnyDepth = 3
/** Objects nested deeper than this are not looked into: `data.viewer.organization.members.edges` is the usual most. */
const maxEnvelopeDepth = 7

interface Search {
  bytes: Buffer
  /** Path asked for by the operator. */
  wanted: readonly string[] | undefined
  candidates: LocatedArray[]
  looksLikePerson: boolean
  /** Keys of the outermost object. */
  keys: string[]
}

/**
 * Finds the array of records in the object that begins at `start`.
 *
 * @param isFinal decide by what is there, as nothing more is to come or enough has been seen
 */
export const locateJsonArray = (
  bytes: Buffer,
  start: number,
  wanted: readonly string[] | undefined,
  isFinal: boolean,
): JsonLocation => {
  if (wanted?.length === 0) return 'record'
  const search: Search = { bytes, wanted, candidates: [], looksLikePerson: false, keys: [] }
  const end = searchObject(search, start, [])
  if (typeof end === 'object') return end
  if (end === incomplete && !isFinal) return 'incomplete'
  if (wanted !== undefined) return 'record'
  search.looksLikePerson = looksLikePerson(search.keys)
  const keyed = search.looksLikePerson ? undefined : locateKeyed(bytes, start)
  if (keyed !== undefined) return { ...keyed, isEmpty: false, isKeyed: true }
  const chosen = chooseArray(search.candidates, search.looksLikePerson)
  if (chosen === 'ambiguous') return { ambiguous: search.candidates.map(({ path }) => path.join('.')) }
  return chosen ?? 'record'
}

/** @returns the offset behind the object, or why there is none; the array itself when it is certain */
const searchObject = (search: Search, start: number, path: readonly string[]): number | LocatedArray => {
  const { bytes } = search
  let at = start + 1
  while (true) {
    at = skipSeparators(bytes, at)
    if (at >= bytes.length) return incomplete
    if (bytes[at] === 0x7d) return at + 1
    const key = readLooseKey(bytes, at)
    if (typeof key === 'number') return key
    const keyEnd = key.end
    const inner = [...path, key.name]
    if (inner.length === 1) {
      search.keys.push(key.name)
      if (isPersonKey(key.name)) search.looksLikePerson = true
    }
    at = skipSeparators(bytes, keyEnd)
    const end = searchValue(search, at, inner)
    if (typeof end === 'object' || end < 0) return end
    at = end
  }
}

const searchValue = (search: Search, at: number, path: readonly string[]): number | LocatedArray => {
  const { bytes, wanted } = search
  if (at >= bytes.length) return incomplete
  const isWanted = wanted !== undefined && path.length === wanted.length && isPrefix(path, wanted)
  if (isWanted && bytes[at] === 0x7b) return { path, isEmpty: false, offset: at + 1, isKeyed: true }
  if (
    bytes[at] === 0x7b &&
    (wanted === undefined ? path.length < maxEnvelopeDepth : isPrefix(path, wanted))
  ) {
    return searchObject(search, at, path)
  }
  if (bytes[at] === 0x5b) {
    const first = bytes[skipSeparators(bytes, at + 1)]
    if (first === undefined) return incomplete
    const candidate = { path, isEmpty: first === 0x5d, offset: at + 1 }
    if (wanted !== undefined) {
      if (isWanted) return candidate
    } else if (first === 0x7b || first === 0x5d) {
      if (isCertain(candidate, search.looksLikePerson)) return candidate
      const name = path.at(-1) ?? ''
      if (path.length <= maxAnyDepth || isCertainName(name) || isLikelyName(name)) {
        search.candidates.push(candidate)
      }
    }
  }
  const end = endOfValue(bytes, at)
  // A value that does not move on would be met for ever.
  return end === at ? broken : end
}

const isPrefix = (path: readonly string[], wanted: readonly string[]): boolean =>
  path.every((key, index) => key === wanted[index])
