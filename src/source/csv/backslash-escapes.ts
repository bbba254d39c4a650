import { singleByte, type CsvDialect } from './csv-dialect.js'

const backslash = 0x5c

/**
 * Behind a backslash, what has a meaning in CSV becomes a byte that no UTF-8 text holds: csv-parse then takes it for
 * text, and every offset stays what it is.
 */
const standIns = (dialect: CsvDialect): ReadonlyMap<number, number> =>
  new Map([
    [singleByte(dialect.quote), 0xff],
    [singleByte(dialect.delimiter), 0xfe],
    [0x0a, 0xfd],
    [0x0d, 0xfc],
    [backslash, 0xfb],
  ])

/** The same bytes with what is escaped put out of csv-parse's sight; they begin with a row. */
export const hideEscapes = (bytes: Buffer, dialect: CsvDialect): Buffer => {
  let at = bytes.indexOf(backslash)
  if (at === -1) return bytes
  const hidden = Buffer.from(bytes)
  const replaced = standIns(dialect)
  while (at !== -1 && at + 1 < bytes.length) {
    const standIn = replaced.get(bytes[at + 1] ?? 0)
    if (standIn !== undefined) hidden[at + 1] = standIn
    at = bytes.indexOf(backslash, at + 2)
  }
  return hidden
}

const letters: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', Z: '\x1a' }).map(
    ([letter, meaning]) => [letter.charCodeAt(0), meaning.charCodeAt(0)],
  ),
)

/** Makes the reader of cells that `hideEscapes` has prepared and that were decoded byte by byte, as Latin-1. */
export const createEscapeReader = (dialect: CsvDialect): ((cell: string) => string) => {
  const meanings = new Map<number, number>(letters)
  for (const [meaning, standIn] of standIns(dialect)) meanings.set(standIn, meaning)
  return (cell) => {
    // The sign for a value that is not there.
    if (cell === '\\N') return ''
    const bytes = Buffer.from(cell, 'latin1')
    let length = 0
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      const meaning = byte === backslash ? meanings.get(bytes[at + 1] ?? -1) : undefined
      // Before anything else, a backslash is one: no program that escapes writes it there.
      bytes[length++] = meaning ?? byte
      if (meaning !== undefined) at++
    }
    return bytes.toString('utf8', 0, length)
  }
}
