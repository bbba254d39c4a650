import type { JsonObject } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

const hexText = /^(?:0x|\\x)((?:[\da-f]{2})+)$/i

/**
 * MediaWiki's columns are binary, and some clients print such in hex (`0x4a616e65`). Whether one does shows in
 * a column that never holds such text by itself; the record is returned as it is when none of them says so.
 */
export const decodeColumns = (record: JsonObject): JsonObject => {
  const isHex = ['user_registration', 'user_touched', 'user_token'].some((key) => {
    const value = record[key]
    return typeof value === 'string' && hexText.test(value)
  })
  if (!isHex) return record
  const decoded: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    const hex = typeof value === 'string' ? hexText.exec(value)?.[1] : undefined
    // The end of a padded binary column is NUL.
    const text =
      hex === undefined
        ? value
        : Buffer.from(hex, 'hex')
            .toString('utf8')
            .replace(/(?<!\0)\0+$/, '')
    setPath(decoded, [key], text)
  }
  return decoded
}
