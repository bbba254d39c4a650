export const slash = 0x2f
/** Begins each value of a JSON text sequence. */
const recordSeparator = 0x1e
/** Stands inside a file where files were put together. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Whether a byte may stand between two elements. */
export const isSeparator = (byte: number | undefined): boolean =>
  byte === 0x2c || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export const isBlankFrom = (bytes: Buffer, start: number): boolean => {
  let at = start
  while (at < bytes.length && isSeparator(bytes[at])) at++
  return at === bytes.length
}

/** Behind what may stand between two values of a file, at its start. */
export const endOfTopSpace = (bytes: Buffer): number => {
  let at = 0
  while (at < bytes.length) {
    if (isSeparator(bytes[at]) || bytes[at] === recordSeparator) at++
    else if (bytes.subarray(at, at + 3).equals(byteOrderMark)) at += 3
    else break
  }
  return at
}
