import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from './cells/read-json-cell.js'
import { readText } from './cells/read-text.js'

/** Keeps an object that applications fill as they like, under a name of its own in `customData`. Any other text is a loss. */
export const keepMetadata = (
  { customData, losses }: UserRecord,
  record: JsonObject,
  field: string,
  name: string,
): void => {
  const metadata = readObject(record[field])
  if (metadata === undefined) {
    if (readText(record[field]) === undefined) return
    losses.push({ kind: 'metadata', detail: `${field} is not a JSON object.` })
  } else if (Object.keys(metadata).length > 0) customData[name] = metadata
}
