import { isPageKey } from './pages/page-keys.js'

/** An array of objects found inside an object, a candidate for being the list of records. */
export interface ArrayCandidate {
  /** Keys from the outermost object to the array. */
  path: readonly string[]
  isEmpty: boolean
}

/** Names under which exports and list endpoints put users and nothing else. */
const certainNames = new Set(['users', 'Users'])

/** Names of lists in general: Microsoft Graph, SCIM, WorkOS, Stytch, DynamoDB, … */
const likelyNames = new Set(
  'data value values results result items Items Resources resources records entries members list rows content documents edges nodes'.split(
    ' ',
  ),
)

/** Keys that a person has and an envelope has not. */
const personKeys = new Set(
  'id _id uid uuid sub user_id userId localId username userName Username user_name login email emails mail Email email_address email_addresses primaryEmail primary_email_address identifiers phone phoneNumber phone_number primaryPhone providerUserInfo Attributes UserAttributes traits credentials password password_hash passwordHash'.split(
    ' ',
  ),
)

/** Whether a list of this name holds users and nothing else. */
export const isCertainName = (name: string): boolean => certainNames.has(name)

/** Whether a list of this name holds records, whatever they are. */
export const isLikelyName = (name: string): boolean => likelyNames.has(name)

export const isPersonKey = (key: string): boolean => personKeys.has(key)

/**
 * Whether the keys of an object are those of a person. An id alone is none among words that only answers have:
 * `{"jsonrpc": "2.0", "id": 1, "result": [ … ]}`.
 */
export const looksLikePerson = (keys: readonly string[]): boolean => {
  const own = keys.filter(isPersonKey)
  if (own.length === 0) return false
  const isFrame = (key: string): boolean => isPageKey(key) || isLikelyName(key) || isCertainName(key)
  return own.some((key) => !/^_?id$/.test(key)) || !keys.every((key) => own.includes(key) || isFrame(key))
}

/** Whether nothing that comes later in the object could be a better choice. */
export const isCertain = (candidate: ArrayCandidate, looksLikePerson: boolean): boolean => {
  if (candidate.path.length !== 1 || candidate.isEmpty) return false
  const name = candidate.path[0] ?? ''
  return certainNames.has(name) || (likelyNames.has(name) && !looksLikePerson)
}

/**
 * Which array holds the records, given all that an object holds: a known name first, the least nested first,
 * else the only array of objects there is. Undefined when the object is a record itself; `ambiguous` when
 * several arrays could be meant.
 */
export const chooseArray = <Candidate extends ArrayCandidate>(
  candidates: readonly Candidate[],
  looksLikePerson: boolean,
): Candidate | 'ambiguous' | undefined => {
  const byDepth = candidates.toSorted((a, b) => a.path.length - b.path.length)
  const lastName = (candidate: Candidate): string => candidate.path.at(-1) ?? ''
  const certain = byDepth.find((candidate) => certainNames.has(lastName(candidate)))
  if (certain !== undefined) return certain
  if (looksLikePerson) return undefined
  const likely = byDepth.find((candidate) => likelyNames.has(lastName(candidate)))
  if (likely !== undefined) return likely
  const filled = candidates.filter((candidate) => !candidate.isEmpty)
  if (filled.length > 1) return 'ambiguous'
  return filled[0] ?? (candidates.length === 1 ? candidates[0] : undefined)
}
