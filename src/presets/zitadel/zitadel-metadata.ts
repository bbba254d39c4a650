import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setPath } from '../vocabulary/cells/set-path.js'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Key and value pairs; values are bytes in base64, nearly always of text. */
export const putMetadata = (user: UserRecord, metadata: JsonValue | undefined): void => {
  for (const entry of readObjects(metadata)) {
    const key = readText(entry['key'])
    const value = readText(entry['value'])
    if (key !== undefined && value !== undefined)
      setPath(user.customData, ['metadata', key], decodeValue(value))
  }
}

const decodeValue = (value: string): string => {
  if (!/^(?:[\w+/-]{4})*(?:[\w+/-]{2,3}={0,2})?$/.test(value)) return value
  try {
    const text = decoder.decode(Buffer.from(value, 'base64'))
    // PostgreSQL, and so Logto, cannot hold a NUL.
    return text.includes('\0') ? value : text
  } catch {
    return value
  }
}
