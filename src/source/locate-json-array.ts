import { chooseArray, isCertain, isPersonKey, type ArrayCandidate } from './json-envelope.js'
import { parseLooseJson, readLooseKey, skipLooseSpace } from './json/parse-loose-json.js'
import { broken, incomplete, scanJson } from './scan-json.js'

/** Where an object keeps its records. */
export interface LocatedArray extends ArrayCandidate {
  /** Behind the opening bracket. */
  offset: number
}

export type JsonLocation =
  | LocatedArray
  /** The object is a record itself. */
  | 'record'
  /** Several arrays could hold the records. */
  | { ambiguous: string[] }
  /** More bytes are needed. */
  | 'incomplete'

/** Objects nested deeper than this are not looked into: records are not hidden there. */
const maxEnvelopeDepth = 3

interface Search {
  bytes: Buffer
  /** Path asked for by the operator. */
  wanted: readonly string[] | undefined
  candidates: LocatedArray[]
  looksLikePerson: boolean
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
  const search: Search = { bytes, wanted, candidates: [], looksLikePerson: false }
  const end = searchObject(search, start, [])
  if (typeof end === 'object') return end
  if (end === incomplete && !isFinal) return 'incomplete'
  if (wanted !== undefined) return 'record'
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
    if (inner.length === 1 && isPersonKey(inner[0] ?? '')) search.looksLikePerson = true
    at = skipSeparators(bytes, keyEnd)
    const end = searchValue(search, at, inner)
    if (typeof end === 'object' || end < 0) return end
    at = end
  }
}

const searchValue = (search: Search, at: number, path: readonly string[]): number | LocatedArray => {
  const { bytes, wanted } = search
  if (at >= bytes.length) return incomplete
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
      if (path.length === wanted.length && isPrefix(path, wanted)) return candidate
    } else if (first === 0x7b || first === 0x5d) {
      if (isCertain(candidate, search.looksLikePerson)) return candidate
      search.candidates.push(candidate)
    }
  }
  const end = endOfValue(bytes, at)
  // A value that does not move on would be met for ever.
  return end === at ? broken : end
}

const isPrefix = (path: readonly string[], wanted: readonly string[]): boolean =>
  path.every((key, index) => key === wanted[index])

/** Behind a value; the strict scan knows neither comments nor single quotes nor calls. */
const endOfValue = (bytes: Buffer, at: number): number => {
  const byte = bytes[at] ?? 0
  const isStrict = byte !== 0x27 && (byte < 0x41 || byte === 0x5b || byte === 0x7b || isLiteral(byte))
  const end = isStrict ? scanJson(bytes, at).end : broken
  if (end !== broken) return end
  const loose = parseLooseJson(bytes, at)
  if (typeof loose === 'object') return loose.end
  return loose === 'incomplete' ? incomplete : broken
}

/** The first letter of true, false, null. */
const isLiteral = (byte: number): boolean => byte === 0x74 || byte === 0x66 || byte === 0x6e

/** Spaces, commas, colons and comments: what stands between a key, its value and the next key. */
const skipSeparators = (bytes: Buffer, start: number): number => {
  let at = start
  for (let byte = bytes[at]; isSeparator(byte) || byte === 0x2f; byte = bytes[at]) {
    if (byte !== 0x2f) {
      at++
      continue
    }
    const space = skipLooseSpace(bytes, at)
    if (typeof space === 'string') return space === 'incomplete' ? bytes.length : at
    at = space.end
  }
  return at
}

const isSeparator = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c || byte === 0x3a
