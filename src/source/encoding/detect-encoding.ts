import { isUtf8 } from 'node:buffer'
import { guessLegacyEncoding } from './guess-legacy-encoding.js'
import { incompleteTailLength } from './mark-invalid-bytes.js'

/** `utf-8`, `utf-16le`, `utf-16be`, or another label that TextDecoder knows. */
export type Encoding = string

export interface DetectedEncoding {
  encoding: Encoding
  /** Length of the byte order mark to leave out. */
  markBytes: number
  /** Words that show how it was read, where it was guessed; undefined when there was nothing to guess. */
  guessedBy: string[] | undefined
}

export interface EncodingWish {
  /** As the operator says; a byte order mark has the last word. */
  encoding?: string | undefined
  /** Only what says itself what it is: nothing is guessed from the look of words. */
  isStrict?: boolean | undefined
}

/**
 * By byte order mark; without one, UTF-16 shows itself by a zero in every other byte of ASCII text, and an encoding of
 * one byte a character by words that make sense in it and are no UTF-8.
 *
 * @param sample the first 64 KiB, or all there is
 */
export const detectEncoding = (
  sample: Buffer,
  { encoding, isStrict }: EncodingWish = {},
): DetectedEncoding => {
  const marked = (name: Encoding, markBytes: number): DetectedEncoding => ({
    encoding: name,
    markBytes,
    guessedBy: undefined,
  })
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return marked('utf-8', 3)
  if (sample[0] === 0xff && sample[1] === 0xfe) return marked('utf-16le', 2)
  if (sample[0] === 0xfe && sample[1] === 0xff) return marked('utf-16be', 2)
  if (encoding !== undefined) return marked(encoding, 0)
  const declared = encodingInXml(sample)
  if (declared !== undefined) return marked(declared, 0)
  const unicode = encodingByZeros(sample.subarray(0, 256))
  const guess = unicode === 'utf-8' && isStrict !== true ? guessLegacyEncoding(sample) : undefined
  return guess === undefined
    ? marked(unicode, 0)
    : { encoding: guess.encoding, markBytes: 0, guessedBy: guess.words }
}

/** `<?xml version="1.0" encoding="ISO-8859-2"?>`, unless the bytes are UTF-8 all the same. */
const encodingInXml = (sample: Buffer): Encoding | undefined => {
  const head = sample.toString('latin1', 0, 200)
  const label = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{2,40})["']/i.exec(head)?.[1]
  if (label === undefined || /^utf-?(?:8|16)/i.test(label)) return undefined
  const isAscii = sample.every((byte) => byte < 0x80)
  if (!isAscii && isUtf8(sample.subarray(0, sample.length - incompleteTailLength(sample)))) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

const encodingByZeros = (head: Uint8Array): Encoding => {
  let evenZeros = 0
  let oddZeros = 0
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue
    if (i % 2 === 0) evenZeros++
    else oddZeros++
  }
  const many = head.length * 0.4
  if (head.length >= 8 && oddZeros > many && evenZeros === 0) return 'utf-16le'
  return head.length >= 8 && evenZeros > many && oddZeros === 0 ? 'utf-16be' : 'utf-8'
}
