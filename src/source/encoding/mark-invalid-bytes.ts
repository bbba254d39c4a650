import { isUtf8 } from 'node:buffer'

/*
 * A byte that is not valid UTF-8 becomes three parts: U+FDD0, its value in hex, U+FDD1. Both are
 * noncharacters, which no text interchanges, so the parsers can run over the text at full speed and the record
 * that holds a mark is rejected afterwards; a U+FFFD of the source stays what it is.
 */
const markPattern = /\uFDD0([0-9A-F]{2}|[0-9A-F]{4})\uFDD1/
const allMarks = new RegExp(markPattern, 'g')

export const hasInvalidMark = (text: string): boolean => text.includes('\uFDD0') && markPattern.test(text)

export const countInvalidMarks = (text: string): number =>
  text.includes('\uFDD0') ? (text.match(allMarks)?.length ?? 0) : 0

/** For people: an invalid byte as `\xE9`, half a surrogate pair as `\uD83D`. */
export const showInvalidMarks = (text: string): string =>
  text.includes('\uFDD0')
    ? text.replaceAll(allMarks, (_, hex: string) => (hex.length === 2 ? `\\x${hex}` : `\\u${hex}`))
    : text

/** @param hex two digits for a byte, four for half of a surrogate pair */
export const invalidMark = (hex: string): string => `\uFDD0${hex}\uFDD1`

/** Length of the UTF-8 sequence that the end of `bytes` cuts in two; 0 when it ends cleanly. */
export const incompleteTailLength = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0
  }
  return 0
}

/** The same bytes when they are valid UTF-8, else a copy with every invalid byte replaced by its mark. */
export const markInvalidUtf8 = (bytes: Buffer): Buffer => {
  if (isUtf8(bytes)) return bytes
  const parts: Buffer[] = []
  let soundFrom = 0
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : sequenceLength(first)
    if (
      length > 0 &&
      at + length <= bytes.length &&
      (length === 1 || isUtf8(bytes.subarray(at, at + length)))
    ) {
      at += length
      continue
    }
    parts.push(bytes.subarray(soundFrom, at), Buffer.from(invalidMark(hexOf(first))))
    at += 1
    soundFrom = at
  }
  parts.push(bytes.subarray(soundFrom))
  return Buffer.concat(parts)
}

/** Bytes of the sequence that a lead byte announces; 0 when it cannot lead one. */
const sequenceLength = (byte: number): number => {
  if (byte >= 0xc2 && byte <= 0xdf) return 2
  if (byte >= 0xe0 && byte <= 0xef) return 3
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0
}

const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')
