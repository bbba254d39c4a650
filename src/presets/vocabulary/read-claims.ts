import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { TextClaim } from '../profile-claims.js'
import type { UserProfile } from '../user-record.js'
import { isObject, readJsonCell } from './cells/read-json-cell.js'
import { readText } from './cells/read-text.js'

/** Claims of OpenID Connect and Logto's names of them. */
export const claims: readonly [string, TextClaim][] = [
  ['given_name', 'givenName'],
  ['family_name', 'familyName'],
  ['middle_name', 'middleName'],
  ['nickname', 'nickname'],
  ['preferred_username', 'preferredUsername'],
  ['profile', 'profile'],
  ['website', 'website'],
  ['gender', 'gender'],
  ['birthdate', 'birthdate'],
  ['zoneinfo', 'zoneinfo'],
  ['locale', 'locale'],
]

/** Keys that `readClaims` reads. */
export const claimKeys: readonly string[] = [...claims.map(([claim]) => claim), 'address']

/** The standard claims of a record that names them as OpenID Connect does; `address` may be text or JSON. */
export const readClaims = (record: JsonObject): UserProfile => {
  const profile: UserProfile = {}
  for (const [claim, key] of claims) {
    const text = readText(record[claim])
    if (text !== undefined) profile[key] = text
  }
  const address = readAddress(record['address'])
  if (address !== undefined) profile.address = address
  return profile
}

/** The claim `address`: text, an object, or JSON of one. */
export const readAddress = (value: JsonValue | undefined): UserProfile['address'] => {
  const address = readJsonCell(value)
  if (address === undefined || address === null || address === '') return undefined
  const part = (name: string) => (isObject(address) ? readText(address[name]) : undefined)
  const parts: NonNullable<UserProfile['address']> = {
    formatted: readText(address) ?? part('formatted'),
    streetAddress: part('street_address'),
    locality: part('locality'),
    region: part('region'),
    postalCode: part('postal_code'),
    country: part('country'),
  }
  return Object.values(parts).some((text) => text !== undefined) ? parts : undefined
}
