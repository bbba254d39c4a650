import type { DecodingState } from './decoding-state.js'
import { isUtf8 } from 'node:buffer'
import { decodeByLabel } from './decode-by-label.js'
import { incompleteTailLength, invalidMark, markInvalidUtf8 } from './mark-invalid-bytes.js'
import type { Encoding } from './detect-encoding.js'

/**
 * The same text as valid UTF-8, in chunks that never cut a character; what is invalid is marked
 * (see `mark-invalid-bytes.ts`). The byte order mark is already off.
 */
export const decodeText = (
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  state: DecodingState,
): AsyncIterable<Buffer> => {
  if (encoding === 'utf-8') return decodeUtf8(chunks, state)
  const isBigEndian = encoding === 'utf-16be'
  return isBigEndian || encoding === 'utf-16le'
    ? decodeUtf16(chunks, isBigEndian, state)
    : decodeByLabel(chunks, encoding, state)
}

const decodeUtf8 = async function* (
  chunks: AsyncIterable<Buffer>,
  state: DecodingState,
): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0)
  const marked = (bytes: Buffer): Buffer => {
    if (isUtf8(bytes)) return bytes
    state.hasInvalidBytes = true
    return markInvalidUtf8(bytes)
  }
  try {
    for await (const chunk of chunks) {
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      const whole = bytes.length - incompleteTailLength(bytes)
      carried = bytes.subarray(whole)
      if (whole > 0) yield marked(bytes.subarray(0, whole))
    }
  } catch (damage) {
    if (carried.length > 0) yield marked(carried)
    throw damage
  }
  if (carried.length > 0) yield marked(carried)
}

const loneSurrogates = /\p{Surrogate}/gu

const decodeUtf16 = async function* (
  chunks: AsyncIterable<Buffer>,
  isBigEndian: boolean,
  state: DecodingState,
): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([carried, chunk])
    let whole = bytes.length - (bytes.length % 2)
    if (whole >= 2 && isHighSurrogate(bytes, whole - 2, isBigEndian)) whole -= 2
    carried = Buffer.from(bytes.subarray(whole))
    if (whole === 0) continue
    const units = bytes.subarray(0, whole)
    yield toUtf8(isBigEndian ? units.swap16() : units, state)
  }
  const units = carried.subarray(0, carried.length - (carried.length % 2))
  if (units.length > 0) yield toUtf8(isBigEndian ? units.swap16() : units, state)
  const oddByte = carried.length % 2 === 1 ? carried[carried.length - 1] : undefined
  if (oddByte === undefined) return
  state.hasInvalidBytes = true
  yield Buffer.from(invalidMark(oddByte.toString(16).toUpperCase().padStart(2, '0')))
}

const isHighSurrogate = (bytes: Buffer, at: number, isBigEndian: boolean): boolean => {
  const highByte = bytes[isBigEndian ? at : at + 1] ?? 0
  return highByte >= 0xd8 && highByte <= 0xdb
}

const toUtf8 = (littleEndianUnits: Buffer, state: DecodingState): Buffer => {
  const text = littleEndianUnits.toString('utf16le')
  const marked = text.replace(loneSurrogates, (unit) =>
    invalidMark(unit.charCodeAt(0).toString(16).toUpperCase()),
  )
  if (marked !== text) state.hasInvalidBytes = true
  return Buffer.from(marked)
}
