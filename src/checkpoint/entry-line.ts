import { crc32 } from 'node:zlib'

/** Length of `,"c":"01234567"}`. */
const tailLength = 16

/** One line of checkpoint.ndjson with its line feed: the entry's JSON and, as last field, a checksum of it. */
export const encodeEntry = (entry: object): string => {
  const json = JSON.stringify(entry)
  return `${json.slice(0, -1)},"c":"${checksumOf(json)}"}\n`
}

/**
 * The entry's JSON without the checksum; undefined when they do not agree. A changed digit in an ordinal or a
 * changed letter in a user's id would pass for another valid entry.
 */
export const verifyLine = (line: string): string | undefined => {
  const end = line.length - tailLength
  const fields = line.slice(0, end)
  const isRight =
    line.startsWith(',"c":"', end) &&
    line.endsWith('"}') &&
    // The number instead of its text: this runs for every line of a resume.
    crc32('}', crc32(fields)) === parseChecksum(line.slice(-10, -2))
  return isRight ? `${fields}}` : undefined
}

/** Undefined for what `checksumOf` never writes. */
const parseChecksum = (text: string): number | undefined =>
  /^[0-9a-f]{8}$/.test(text) ? Number.parseInt(text, 16) : undefined

/** CRC-32 of the UTF-8 text, eight hex digits. */
const checksumOf = (json: string): string => crc32(json).toString(16).padStart(8, '0')
