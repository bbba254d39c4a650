import type { JsonValue } from '../../source/source-record.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** `20240115103000` in UTC, as MySQL and SQLite hold it; PostgreSQL has timestamps. */
export const readMediawikiTimestamp = (value: JsonValue | undefined): string | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(readText(value)?.trim() ?? '')
  if (match === null) return readTimestamp(value)
  const [, year, month, day, hour, minute, second] = match
  return readTimestamp(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
