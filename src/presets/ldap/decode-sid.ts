import type { JsonValue } from '../../source/source-record.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Revision and count, six bytes of the authority, then four for each number below it. */
const headerBytes = 8
const mostNumbers = 15

/** `objectSid` as Windows shows it (`S-1-5-21-…-500`), from text, csvde's hex or the bytes of LDIF. */
export const decodeSid = (value: JsonValue | undefined): string | undefined => {
  const plain = readText(value)?.trim()
  if (plain !== undefined && /^S-1-\d/i.test(plain)) return plain
  const hex = /^X'((?:[\da-f]{2}){12,68})'$/i.exec(plain ?? '')?.[1]
  const base64 = isObject(value) ? readText(value['$binary']) : undefined
  if (hex !== undefined) return readBytes(Buffer.from(hex, 'hex'))
  return base64 === undefined ? undefined : readBytes(Buffer.from(base64, 'base64'))
}

const readBytes = (bytes: Buffer): string | undefined => {
  const count = bytes[1] ?? 0
  if (bytes[0] !== 1 || count > mostNumbers || bytes.length !== headerBytes + 4 * count) return undefined
  const numbers = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(headerBytes + 4 * index))
  return ['S', 1, bytes.readUIntBE(2, 6), ...numbers].join('-')
}
