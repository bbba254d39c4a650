/** What `scanJson` found. One object, reused by every call: it runs once per record. */
export interface JsonScan {
  /** Offset behind the value; -1 when the bytes end before the value does; -2 when it is broken. */
  end: number
  /** Line ends inside the value. */
  lineCount: number
  /** Where the structure is broken, when it is. */
  brokenAt: number
  /** Levels of containers inside each other. */
  depth: number
}

export const incomplete = -1
export const broken = -2

const scan: JsonScan = { end: 0, lineCount: 0, brokenAt: 0, depth: 0 }

/** Closing byte of every open container; grows with the depth, which only the size of a value bounds. */
let closers = new Uint8Array(1024)

const growClosers = (): void => {
  const grown = new Uint8Array(closers.length * 2)
  grown.set(closers)
  closers = grown
}

const quote = 0x22
const backslash = 0x5c
const newline = 0x0a
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
/** Stands for any number or literal. */
const word = 0x77

/**
 * Finds the end of the JSON value that begins at `start`, without judging all of it: `JSON.parse` does that.
 * Only what would make the end unreliable is `broken`: brackets that do not match, a string that runs over a
 * line end, text directly behind a string, an object where a key should be.
 */
export const scanJson = (bytes: Uint8Array, start: number): Readonly<JsonScan> => {
  const length = bytes.length
  let depth = 0
  scan.depth = 0
  let lineCount = 0
  let previous = comma
  let at = start
  while (at < length) {
    const byte = bytes[at] as number
    switch (byte) {
      case quote: {
        at++
        let inside = bytes[at]
        while (inside !== quote) {
          if (inside === backslash) at++
          else if (inside === newline) return breakAt(at)
          at++
          if (at >= length) return stop(incomplete, lineCount)
          inside = bytes[at]
        }
        previous = quote
        if (depth === 0) return stop(at + 1, lineCount)
        break
      }
      case openBrace:
      case openBracket: {
        if (byte === openBrace && previous === comma && closers[depth] === closeBrace && depth > 0) {
          return breakAt(at)
        }
        if (previous === quote) return breakAt(at)
        if (++depth === closers.length) growClosers()
        if (depth > scan.depth) scan.depth = depth
        closers[depth] = byte === openBrace ? closeBrace : closeBracket
        previous = byte
        break
      }
      case closeBrace:
      case closeBracket: {
        if (depth === 0) return stop(at, lineCount)
        if (closers[depth] !== byte) return breakAt(at)
        depth--
        previous = byte
        if (depth === 0) return stop(at + 1, lineCount)
        break
      }
      case newline:
        lineCount++
        if (depth === 0) return stop(at, lineCount - 1)
        break
      case comma:
        if (depth === 0) return stop(at, lineCount)
        previous = comma
        break
      case colon:
        previous = colon
        break
      case 0x20:
      case 0x0d:
      case 0x09:
        if (depth === 0) return stop(at, lineCount)
        break
      default:
        if (previous === quote) return breakAt(at)
        previous = word
    }
    at++
  }
  return stop(incomplete, lineCount)
}

const stop = (end: number, lineCount: number): JsonScan => {
  scan.end = end
  scan.lineCount = lineCount
  return scan
}

const breakAt = (at: number): JsonScan => {
  scan.end = broken
  scan.brokenAt = at
  return scan
}
