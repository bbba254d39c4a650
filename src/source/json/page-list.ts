import { isCertainName, looksLikePerson } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import { locateJsonArray, type JsonLocation } from './locate-json-array.js'
import { readObject } from './object-row.js'
import { isPage } from './pages/is-page.js'
import { skipSeparators } from './values/walk-object.js'

/**
 * Whether the items of a list are no records but pages, each with a list of records in it: pages of an API put into
 * one list, realms of Keycloak, Ghost's `{"db": [{"data": {"users": [ … ]}}]}`. The first item tells it: it holds a
 * list called users and is no person, or it is a list and what pages say beside it.
 *
 * @param start behind the bracket of the list
 * @param wanted path asked for by the operator
 * @param isFinal decide by what is there
 */
export const isListOfPages = (
  bytes: Buffer,
  start: number,
  wanted: readonly string[] | undefined,
  isFinal: boolean,
): boolean | 'incomplete' => {
  const at = skipSeparators(bytes, start)
  if (at >= bytes.length) return isFinal ? false : 'incomplete'
  if (bytes[at] !== 0x7b) return false
  const found = locateJsonArray(bytes, at, wanted, isFinal)
  if (found === 'incomplete') return found
  if (typeof found !== 'object' || 'ambiguous' in found) return holdsRealm(bytes, at)
  if (wanted !== undefined) return true
  const item = readObject(bytes.subarray(at))
  const object = typeof item === 'object' && isJsonObject(item.value) ? item.value : undefined
  if (object === undefined) {
    if (item === 'incomplete' && !isFinal) return item
    return isCertainName(found.path.at(-1) ?? '')
  }
  const isPerson = looksLikePerson(Object.keys(object).filter((key) => key !== 'id' && key !== '_id'))
  return isCertainName(found.path.at(-1) ?? '') ? !isPerson : !found.isKeyed && isPage(object)
}

/** A list of pages while it is read. */
export interface PageList {
  /** Objects around it. */
  openObjects: number
  /** Records before it. */
  firstCount: number
  /** One of its realms had no users. */
  hasEmptyRealm: boolean
}

const holdsRealm = (bytes: Buffer, at: number): boolean => realmWithoutUsers(bytes.subarray(at), 'record') > 0

/** What every realm of Keycloak has beside its name. */
const realmKeys =
  /^(?:clients|sslRequired|accessTokenLifespan|ssoSessionIdleTimeout|requiredActions|identityProviders|authenticationFlows|defaultRoles?|components|clientScopes|roles|keycloakVersion|browserSecurityHeaders)$/
/** The name of a realm is among its first keys. */
const nameBytes = 2048

/**
 * Bytes of the object that begins the view when it is a realm of Keycloak without its users, as a partial export and
 * `--users skip` leave it; else 0.
 *
 * @param location where the records of the object would be
 */
export const realmWithoutUsers = (view: Buffer, location: JsonLocation): number => {
  if (typeof location === 'object' && 'path' in location && location.path[0] === 'users') return 0
  if (!view.subarray(0, nameBytes).includes('"realm"')) return 0
  const item = readObject(view)
  if (typeof item !== 'object' || !isJsonObject(item.value)) return 0
  const keys = Object.keys(item.value)
  const isRealm = keys.includes('realm') && keys.filter((key) => realmKeys.test(key)).length >= 2
  return isRealm && !keys.includes('users') ? item.end : 0
}

export const noUsersInRealm =
  'is a realm of Keycloak without its users. Export it with them: kc.sh export --realm <name> --dir out --users different_files (the partial export of the console has none)'
