import type { JsonObject } from '../../source/source-record.js'
import { readObjects } from '../vocabulary/read-json-cell.js'
import { readText } from '../vocabulary/read-text.js'
import { setPath } from '../vocabulary/set-path.js'

/** The list of names and values as one object; a row of the CSV template, which is flat already, as it stands. */
export const flattenAttributes = (record: JsonObject): JsonObject => {
  const listed = record['Attributes'] ?? record['UserAttributes']
  if (listed === undefined && 'cognito:username' in record) return record
  const attributes: JsonObject = {}
  for (const entry of readObjects(listed)) {
    const name = readText(entry['Name'])
    if (name !== undefined) setPath(attributes, [name], entry['Value'] ?? null)
  }
  return attributes
}
