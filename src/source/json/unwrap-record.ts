import { isPersonKey } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import type { JsonObject } from '../source-record.js'

/** Keys under which lists put each user: JSON:API, GraphQL, wrappers of hand-made exports. */
const wrappers = [
  'attributes',
  'node',
  'user',
  'User',
  'account',
  'member',
  'data',
  'resource',
  '_source',
  'fields',
  'doc',
  'value',
]

/** What may stand beside the user: the frame of the list. */
const frame =
  /^(?:id|_id|type|links?|relationships|meta|cursor|__typename|_index|_score|_type|model|pk|key|rev|_rev|etag|kind|sort)$/

/**
 * The key under which every record of a sample keeps the person, when it does: nothing that a person has stands
 * beside it, and the person has something of one.
 */
export const findWrapper = (sample: readonly JsonObject[]): string | undefined =>
  sample.length === 0 ? undefined : wrappers.find((name) => sample.every((record) => isWrapped(record, name)))

const isWrapped = (record: JsonObject, name: string): boolean => {
  const inner = record[name]
  if (!isJsonObject(inner) || Object.keys(inner).length === 0) return false
  return (
    Object.keys(inner).some(isPersonKey) &&
    Object.keys(record).every((key) => key === name || frame.test(key))
  )
}

/** The person inside; the id beside it comes along when it has none of its own. */
export const unwrapRecord = (record: JsonObject, name: string): JsonObject => {
  const inner = record[name]
  if (!isJsonObject(inner)) return record
  const id = record['id'] ?? record['_id'] ?? record['pk'] ?? record['key']
  return id === undefined || 'id' in inner || '_id' in inner ? inner : { id, ...inner }
}
