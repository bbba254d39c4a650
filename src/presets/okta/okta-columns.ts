import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Headings of the admin console's reports, letters and digits only, and the API's names of them. */
const headings = new Map<string, readonly [string, ...string[]]>([
  ['userid', ['id']],
  ['oktaid', ['id']],
  ['status', ['status']],
  ['userstatus', ['status']],
  ['created', ['created']],
  ['createddate', ['created']],
  ['creationdate', ['created']],
  ['lastlogin', ['lastLogin']],
  ['lastlogindate', ['lastLogin']],
  ['activated', ['activated']],
  ['statuschanged', ['statusChanged']],
  ['lastupdated', ['lastUpdated']],
  ['passwordchanged', ['passwordChanged']],
  ['username', ['profile', 'login']],
  ['login', ['profile', 'login']],
  ['email', ['profile', 'email']],
  ['primaryemail', ['profile', 'email']],
  ['secondaryemail', ['profile', 'secondEmail']],
  ['middlename', ['profile', 'middleName']],
  ['firstname', ['profile', 'firstName']],
  ['lastname', ['profile', 'lastName']],
  ['displayname', ['profile', 'displayName']],
  ['nickname', ['profile', 'nickName']],
  ['mobilephone', ['profile', 'mobilePhone']],
  ['primaryphone', ['profile', 'primaryPhone']],
  ['profileurl', ['profile', 'profileUrl']],
  ['locale', ['profile', 'locale']],
  ['preferredlanguage', ['profile', 'preferredLanguage']],
  ['timezone', ['profile', 'timezone']],
  ['streetaddress', ['profile', 'streetAddress']],
  ['city', ['profile', 'city']],
  ['state', ['profile', 'state']],
  ['zipcode', ['profile', 'zipCode']],
  ['countrycode', ['profile', 'countryCode']],
])

/**
 * A user as the API has it: the record itself when `profile` is an object, else a CSV row whose columns are
 * named as in the console's reports (`First name`) or with dots (`profile.firstName`).
 */
export const expandOktaColumns = (record: JsonObject): JsonObject => {
  if (typeof record['profile'] === 'object') return record
  const expanded: JsonObject = {}
  const profile: JsonObject = {}
  for (const [column, value] of Object.entries(record)) {
    if (readText(value) === undefined && typeof value !== 'object') continue
    const path = headings.get(foldHeading(column.replace(/^profile\./, '')))
    if (path === undefined) setOwn(profile, column.replace(/^profile\./, ''), value)
    else if (path.length === 1) setOwn(expanded, path[0], value)
    else setOwn(profile, path[1]!, value)
  }
  return { ...expanded, profile }
}

const foldHeading = (heading: string): string => heading.toLowerCase().replace(/[^a-z\d]/g, '')

const setOwn = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key !== '__proto__') target[key] = value
}
