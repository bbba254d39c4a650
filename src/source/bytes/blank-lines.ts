import type { ByteWindow } from './byte-window.js'

/** So many line ends in a row are a run: csv-parse makes a row of each. */
const many = 64

/** Line ends at the start of the view, all but the last: a run of them is passed over at once, not as a row each. */
export const skipBlankLines = (window: ByteWindow, newline: number): void => {
  const { buffer } = window
  let at = 0
  let lineCount = 0
  for (let byte = buffer[0]; byte === 10 || byte === 13; byte = buffer[at]) {
    at++
    if (byte === newline) lineCount++
  }
  if (at > 1) window.consume(at - 1, buffer[at - 1] === newline ? lineCount - 1 : lineCount)
}

/** Where the run of blank lines begins with which the first `mostBytes` end; 0 when they end with none that is long. */
export const findBlankLines = (bytes: Buffer, newline: number, mostBytes: number): number => {
  const last = Math.min(bytes.length, mostBytes) - 1
  let at = last
  while (at >= 0 && (bytes[at] === 10 || bytes[at] === 13)) at--
  if (last - at < many) return 0
  // The first of them ends the row before.
  const end = bytes.indexOf(newline, at + 1) + 1
  return end > last ? 0 : end
}
