import { crc32 } from 'node:zlib'
import { escapeControls } from '../../outcome/escape-controls.js'

/** Length of `,"c":"01234567"}`. */
const tailLength = 16

/** A line alone: the entry's JSON with its line feed and, as last field, a checksum of it (ledgers; checkpoints of format 1). */
export const encodeEntry = (entry: object): string => {
  const json = toJson(entry)
  return closeLine(json, crc32(json))
}

/** The entry's JSON without the checksum; undefined when they do not agree. */
export const verifyLine = (line: string): string | undefined => verifyAfter(line, 0)?.json

/**
 * The lines of a checkpoint one after another. The checksum of a line goes on from that of the line before it: a
 * changed digit in an ordinal would pass for another valid entry, and so would a line that is missing, doubled, or has
 * changed places with another.
 */
export class LineChain {
  /** False for files of format 1, whose lines have a checksum each of their own. */
  readonly isChained: boolean
  /** Checksum of the last line. */
  last: number

  constructor(isChained: boolean, last = 0) {
    this.isChained = isChained
    this.last = last
  }

  /** The next line, with its line feed. */
  encode(entry: object): string {
    const json = toJson(entry)
    const checksum = crc32(json, this.isChained ? this.last : 0)
    this.last = checksum
    return closeLine(json, checksum)
  }

  /** What `verifyLine` gives, for the line that follows the last one; undefined leaves the chain where it was. */
  verify(line: string): string | undefined {
    const found = verifyAfter(line, this.isChained ? this.last : 0)
    if (found !== undefined) this.last = found.checksum
    return found?.json
  }
}

/** Keys of the source and codes of the target stand in it, and somebody may look at the file on a terminal. */
const toJson = (entry: object): string => escapeControls(JSON.stringify(entry))

const verifyAfter = (line: string, before: number): { json: string; checksum: number } | undefined => {
  const end = line.length - tailLength
  const fields = line.slice(0, end)
  const checksum = crc32('}', crc32(fields, before))
  const isRight =
    line.startsWith(',"c":"', end) &&
    line.endsWith('"}') &&
    // The number instead of its text: this runs for every line of a resume.
    checksum === parseChecksum(line.slice(-10, -2))
  return isRight ? { json: `${fields}}`, checksum } : undefined
}

/** Undefined for what `closeLine` never writes. */
const parseChecksum = (text: string): number | undefined =>
  /^[0-9a-f]{8}$/.test(text) ? Number.parseInt(text, 16) : undefined

/** CRC-32 of UTF-8 text, eight hex digits. */
const closeLine = (json: string, checksum: number): string =>
  `${json.slice(0, -1)},"c":"${checksum.toString(16).padStart(8, '0')}"}\n`
