import type { JsonValue } from '../../source/source-record.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** Milliseconds from 1601, where Windows begins to count, to 1970. */
const filetimeOffsetMs = 11_644_473_600_000

/** What Active Directory writes for "never". */
const never = '9223372036854775807'

/**
 * A moment as ISO 8601: generalized time (`20240115103000Z`), the 100-nanosecond count of Active Directory, or
 * any other usual form.
 */
export const readDirectoryTime = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})$/.exec(text)
  if (parts !== null) {
    const [, year, month, day, hour, minute = '00', second = '00', zone = 'Z'] = parts
    return readTimestamp(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  }
  if (!/^\d{17,19}$/.test(text)) return readTimestamp(text)
  if (text === never) return undefined
  return readTimestamp(new Date(Number(BigInt(text) / 10_000n) - filetimeOffsetMs).toISOString())
}

/** `objectGUID` as Windows shows it: the first three groups have their bytes in reverse. */
export const decodeGuid = (value: JsonValue | undefined): string | undefined => {
  const plain = readText(value)
  // csvde writes bytes in hex.
  const hex = /^X'([\da-f]{32})'$/i.exec(plain ?? '')?.[1]
  if (plain !== undefined && hex === undefined) return plain
  const base64 = isObject(value) ? readText(value['$binary']) : undefined
  const text = hex ?? base64
  const bytes = text === undefined ? undefined : Buffer.from(text, hex === undefined ? 'base64' : 'hex')
  if (bytes?.length !== 16) return undefined
  const groups = [
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ]
  return groups.map((group) => group.toString('hex')).join('-')
}
