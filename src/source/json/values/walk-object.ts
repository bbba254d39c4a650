import { broken, incomplete, scanJson } from './scan-json.js'
import { parseLooseJson, skipLooseSpace } from './parse-loose-json.js'

/** Behind a value; the strict scan knows neither comments nor single quotes nor calls. */
export const endOfValue = (bytes: Buffer, at: number): number => {
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
export const skipSeparators = (bytes: Buffer, start: number): number => {
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
