import { incomplete, scanJson } from '../scan-json.js'

/**
 * Whether another object follows the one that begins the bytes, as records stand in a row; undefined when more
 * bytes have to come.
 *
 * @param isFinal nothing more is to come, or enough has been seen: an object that has no end by now stands alone
 */
export const isObjectInRow = (bytes: Buffer, isFinal: boolean): boolean | undefined => {
  const { end } = scanJson(bytes, 0)
  if (end === incomplete) return isFinal ? false : undefined
  if (end < 0) return false
  let at = end
  while (isBetween(bytes[at])) at++
  if (at < bytes.length) return bytes[at] === 0x7b
  return isFinal ? false : undefined
}

/** Blanks, commas and record separators. */
const isBetween = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c || byte === 0x1e
