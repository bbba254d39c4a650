import { isJsonObject } from './judge-json.js'
import { parseJson } from './values/parse-json.js'
import { incomplete, scanJson } from './values/scan-json.js'
import type { JsonObject } from '../source-record.js'

/** What is known about how elements begin, from a broken one and from the good ones before it. */
export interface ElementLook {
  /** Blanks between the line end and the element; undefined when other text stands before it on its line. */
  indent: string | undefined
  /** The element's text up to the end of its first key: `{"id"`. */
  opening: string | undefined
  example: ElementExample | undefined
}

/** A good element, whose first key and most of whose keys others share. */
export interface ElementExample {
  text: string
  value: JsonObject
  indent: string | undefined
}

/** A longer element is rejected. */
export const maxElementBytes = 8 * 1024 * 1024

/** Bytes that may have to be seen again before and behind a place to judge it. */
export const lookBytes = 1024

export const lookOf = (bytes: Buffer, at: number, example: ElementExample | undefined): ElementLook => {
  const start = example === undefined ? bytes.toString('utf8', at, at + 300) : example.text.slice(0, 300)
  return {
    indent: indentOf(bytes, at) ?? example?.indent,
    opening: /^\{\s*(?:"[^"\\\n]{1,200}"|'[^'\\\n]{1,200}'|[\w$]{1,200}\s{0,9}:)/.exec(start)?.[0],
    example,
  }
}

/** Blanks before an element that begins its line, or the view. */
export const indentOf = (bytes: Buffer, at: number): string | undefined =>
  /(?:^|\n)([ \t]*)$/.exec(bytes.toString('latin1', Math.max(0, at - 300), at))?.[1]

export interface NextElement {
  /** -1 when there is none. */
  offset: number
  /** It can be judged only with more bytes in view. */
  needsMore: boolean
}

/**
 * The place where the next element of a list seems to begin behind a broken one: on a line of its own with the
 * same indent, or behind a comma or brace when it opens like the others and shares their keys. A nested
 * object must not be taken for a record. Or the place where, on a line of its own, the list ends or another
 * begins.
 */
export const findNextElement = (
  bytes: Buffer,
  from: number,
  look: ElementLook,
  isFinal: boolean,
): NextElement => {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x7b) {
      const verdict = judgeBrace(bytes, at, look, isFinal)
      if (verdict !== 'no') return { offset: at, needsMore: verdict === 'unsure' }
    } else if (byte === 0x5b || byte === 0x5d) {
      const indent = indentBefore(bytes, at)
      if (
        indent === '' ||
        (byte === 0x5d && indent !== undefined && indent.length < (look.indent?.length ?? 0))
      ) {
        return { offset: at, needsMore: false }
      }
    }
  }
  return { offset: -1, needsMore: false }
}

const judgeBrace = (
  bytes: Buffer,
  at: number,
  look: ElementLook,
  isFinal: boolean,
): 'yes' | 'no' | 'unsure' => {
  if (look.indent !== undefined && indentBefore(bytes, at) === look.indent) return 'yes'
  if (!followsElement(bytes, at)) return 'no'
  if (look.opening === undefined) return look.example === undefined ? 'yes' : 'no'
  const openingBytes = Buffer.byteLength(look.opening)
  if (bytes.toString('utf8', at, at + openingBytes) !== look.opening) {
    return !isFinal && at + openingBytes > bytes.length ? 'unsure' : 'no'
  }
  const { end } = scanJson(bytes, at)
  if (end === incomplete && !isFinal && bytes.length - at < maxElementBytes) return 'unsure'
  const value = end > 0 ? parseJson(bytes.toString('utf8', at, end)) : undefined
  return look.example === undefined || !isJsonObject(value) || isAlike(value, look.example.value)
    ? 'yes'
    : 'no'
}

const indentBefore = (bytes: Buffer, at: number): string | undefined => {
  let start = at
  while (start > 0 && (bytes[start - 1] === 0x20 || bytes[start - 1] === 0x09)) start--
  return bytes[start - 1] === 0x0a ? bytes.toString('latin1', start, at) : undefined
}

const followsElement = (bytes: Buffer, at: number): boolean => {
  let before = at - 1
  while (before >= 0 && isBlank(bytes[before])) before--
  return bytes[before] === 0x2c || bytes[before] === 0x7d
}

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Keys may be left out, but a nested object has few in common with a record. */
const isAlike = (value: JsonObject, example: JsonObject): boolean => {
  const keys = Object.keys(value)
  const shared = keys.filter((key) => Object.hasOwn(example, key)).length
  return shared * 2 > Object.keys(example).length || (shared >= 4 && shared * 5 >= keys.length * 4)
}

/** Text that belongs to no element ends with its line, or where a list or object begins or ends. */
export const findGarbageEnd = (bytes: Buffer, from: number): NextElement => {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    const isEnd = byte === 0x0a || byte === 0x7b || byte === 0x5b || byte === 0x5d
    if (isEnd) return { offset: at, needsMore: false }
  }
  return { offset: -1, needsMore: false }
}
