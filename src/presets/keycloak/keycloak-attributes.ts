import type { JsonValue } from '../../source/source-record.js'
import { type AddressClaim, isTextClaim, type TextClaim } from '../profile-claims.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/**
 * Attributes that Keycloak's own client scopes (profile, address, phone) read, and their snake case. Others are
 * made by the administrator.
 */
const claims = new Map<string, TextClaim | AddressClaim>([
  ['middleName', 'middleName'],
  ['middle_name', 'middleName'],
  ['nickname', 'nickname'],
  ['profile', 'profile'],
  ['website', 'website'],
  ['gender', 'gender'],
  ['birthdate', 'birthdate'],
  ['zoneinfo', 'zoneinfo'],
  ['locale', 'locale'],
  ['street', 'streetAddress'],
  ['locality', 'locality'],
  ['region', 'region'],
  ['postal_code', 'postalCode'],
  ['country', 'country'],
  ['formatted', 'formatted'],
])

/** In order of preference. */
const phoneNames = ['phoneNumber', 'phone_number', 'phone', 'mobile']

const verifiedNames = new Set(['phoneNumberVerified', 'phone_number_verified'])

/** Every attribute is a list of texts; the rest of them goes to `customData.attributes`. */
export const putAttributes = (user: UserRecord, attributes: JsonValue | undefined): void => {
  if (!isObject(attributes)) return
  const phoneName = phoneNames.find((name) => readFirst(attributes[name]) !== undefined)
  if (phoneName !== undefined) {
    user.primaryPhone = readFirst(attributes[phoneName])
    // Keycloak itself never proves a number; only a flag says that someone did.
    user.phoneVerified = [...verifiedNames].some((name) => readBoolean(readFirst(attributes[name])) === true)
  }
  for (const name of Object.keys(attributes)) {
    if (name === phoneName || verifiedNames.has(name)) continue
    const values = attributes[name]
    const text = readFirst(values)
    if (text === undefined) continue
    const claim = claims.get(name)
    if (name === 'picture') user.avatar = text
    else if (claim === undefined) setPath(user.customData, ['attributes', name], unwrap(values) ?? text)
    else if (isTextClaim(claim)) user.profile[claim] = text
    else user.profile.address = { ...user.profile.address, [claim]: text }
  }
}

const readFirst = (values: JsonValue | undefined): string | undefined =>
  readText(Array.isArray(values) ? values[0] : values)

const unwrap = (values: JsonValue | undefined): JsonValue | undefined =>
  Array.isArray(values) && values.length === 1 ? values[0] : values
