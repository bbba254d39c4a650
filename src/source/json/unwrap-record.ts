import { isPersonKey } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import type { JsonObject } from '../source-record.js'

/** Keys under which lists put each user: JSON:API, GraphQL, search engines, wrappers of hand-made exports. */
const wrappers: ReadonlySet<string> = new Set(
  'account attributes body content contact create customer data doc document employee entity fields identity item member node object payload person principal properties record resource result row _source user value'.split(
    ' ',
  ),
)

/** What may stand beside the user: the frame of the list. */
const frame =
  /^(?:id|_id|type|links?|relationships|meta|cursor|__typename|_index|_score|_type|model|pk|key|rev|_rev|etag|kind|sort|path|ref|score|createdTime|createTime|updateTime|created_?at|updated_?at|creationDate|version|label|labels|highlight|Etag|patch_id)$/i

/** A frame with less inside is no person. */
const fewestKeys = 2

/**
 * The key under which every record of a sample keeps the person, when it does: nothing that says who somebody is stands
 * beside it. What is the only thing in every record is one whatever it is called.
 */
export const findWrapper = (sample: readonly JsonObject[]): string | undefined =>
  Object.keys(sample[0] ?? {}).find((name) => {
    if (!sample.every((record) => isWrapped(record, name))) return false
    // Rows of other kinds may stand among the people, and have little inside.
    return sample.filter((record) => isEnough(record[name])).length * 2 > sample.length
  })

const isWrapped = (record: JsonObject, name: string): boolean => {
  const inner = record[name]
  if (!isJsonObject(inner)) return false
  const others = Object.keys(record).filter((key) => key !== name)
  if (others.length === 0) return true
  if (wrappers.has(name.toLowerCase()) && others.every((key) => isFrame(record, key))) return true
  return (
    (people.test(name) || wrappers.has(name.toLowerCase())) &&
    Object.keys(inner).some((key) => identifier.test(key)) &&
    !others.some((key) => identifier.test(key) || key === 'name')
  )
}

/** Memberships, seats and invitations hold the person under such a name, beside what is theirs. */
const people = /^(?:user|member|account|person|profile|identity|employee|customer|principal)$/i
const identifier =
  /^(?:(?:primary_?)?e-?mail(?:_?address(?:es)?|s)?|mail|user_?name|login|handle|(?:primary_?|mobile_?)?phone(?:_?numbers?)?)$/i

/** What belongs to the list, not to the person. Rows of CouchDB have the revision beside the document. */
const isFrame = (record: JsonObject, key: string): boolean => {
  if (frame.test(key) || isPathOf(record, key)) return true
  const value = record[key]
  return key === 'value' && isJsonObject(value) && Object.keys(value).every((name) => name === 'rev')
}

/** Firestore's name of a document is where it stands: `projects/…/documents/users/ada`. */
const isPathOf = (record: JsonObject, key: string): boolean =>
  key === 'name' && documentOf(record[key]) !== undefined

const documentPath = /^projects\/[^/]+\/databases\/.*\/([^/]+)$/

/** A person, or a frame inside the frame. */
const isEnough = (inner: JsonObject[string] | undefined): boolean => {
  if (!isJsonObject(inner)) return false
  const keys = Object.keys(inner)
  const [only] = keys
  if (only === undefined || keys.length >= fewestKeys) return only !== undefined
  return isPersonKey(only) || isJsonObject(inner[only])
}

const pick = (record: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.map((key) => [key, record[key] ?? null]))

/** The person inside, with what else stands beside it; the id beside it comes along when it has none of its own. */
export const unwrapRecord = (record: JsonObject, name: string): JsonObject => {
  const inner = record[name]
  if (!isJsonObject(inner)) return record
  const id = record['id'] ?? record['_id'] ?? record['pk'] ?? record['key'] ?? documentOf(record['name'])
  const whole = id === undefined || 'id' in inner || '_id' in inner ? inner : { id, ...inner }
  const beside = Object.keys(record).filter((key) => key !== name && !isFrame(record, key))
  return beside.length === 0 ? whole : { ...pick(record, beside), ...whole }
}

const documentOf = (name: JsonObject[string] | undefined): string | undefined =>
  typeof name === 'string' ? documentPath.exec(name)?.[1] : undefined
