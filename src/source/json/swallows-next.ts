import { findNextElement, lookOf, type ElementExample } from './find-next-element.js'
import type { JsonObject } from '../source-record.js'

/**
 * Whether a record holds what seem to be the records behind it: a record that was cut inside a list of its own
 * goes on to the brackets that should have closed the list of records.
 *
 * @param end behind the record; nothing but blanks follows in the file
 */
export const swallowsNext = (
  bytes: Buffer,
  at: number,
  end: number,
  value: JsonObject,
  example: ElementExample | undefined,
): boolean => {
  const own = { text: bytes.toString('utf8', at, at + 300), value, indent: undefined }
  const next = findNextElement(bytes.subarray(0, end), at + 1, lookOf(bytes, at, example ?? own), true)
  return next.offset !== -1 && bytes[next.offset] === 0x7b
}
