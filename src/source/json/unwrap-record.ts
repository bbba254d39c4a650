import { isPersonKey } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import type { JsonObject } from '../source-record.js'

/** Keys under which lists put each user: JSON:API, GraphQL, search engines, wrappers of hand-made exports. */
const wrappers: ReadonlySet<string> = new Set(
  'account attributes body content contact customer data doc document employee entity fields identity item member node object payload person principal properties record resource result row _source user value'.split(
    ' ',
  ),
)

/** What may stand beside the user: the frame of the list. */
const frame =
  /^(?:id|_id|type|links?|relationships|meta|cursor|__typename|_index|_score|_type|model|pk|key|rev|_rev|etag|kind|sort|path|ref|score|createdTime|createTime|updateTime|created_?at|updated_?at|creationDate|version|label|labels|highlight|Etag)$/i

/** A frame with less inside is no person. */
const fewestKeys = 2

/**
 * The key under which every record of a sample keeps the person, when it does: nothing that a person has stands
 * beside it. What is the only thing in every record is one whatever it is called.
 */
export const findWrapper = (sample: readonly JsonObject[]): string | undefined =>
  Object.keys(sample[0] ?? {}).find((name) => sample.every((record) => isWrapped(record, name)))

const isWrapped = (record: JsonObject, name: string): boolean => {
  const inner = record[name]
  if (!isJsonObject(inner) || !isEnough(inner)) return false
  const others = Object.keys(record).filter((key) => key !== name)
  if (others.length === 0) return true
  return wrappers.has(name.toLowerCase()) && others.every((key) => frame.test(key) || isPathOf(record, key))
}

/** Firestore's name of a document is where it stands: `projects/…/documents/users/ada`. */
const isPathOf = (record: JsonObject, key: string): boolean =>
  key === 'name' && documentPath.test(String(record[key]))

const documentPath = /^projects\/[^/]+\/databases\/.*\/([^/]+)$/

/** A person, or a frame inside the frame. */
const isEnough = (inner: JsonObject): boolean => {
  const keys = Object.keys(inner)
  const [only] = keys
  if (only === undefined || keys.length >= fewestKeys) return only !== undefined
  return isPersonKey(only) || isJsonObject(inner[only])
}

/** The person inside; the id beside it comes along when it has none of its own. */
export const unwrapRecord = (record: JsonObject, name: string): JsonObject => {
  const inner = record[name]
  if (!isJsonObject(inner)) return record
  const id = record['id'] ?? record['_id'] ?? record['pk'] ?? record['key'] ?? documentOf(record['name'])
  return id === undefined || 'id' in inner || '_id' in inner ? inner : { id, ...inner }
}

const documentOf = (name: JsonObject[string] | undefined): string | undefined =>
  typeof name === 'string' ? documentPath.exec(name)?.[1] : undefined
