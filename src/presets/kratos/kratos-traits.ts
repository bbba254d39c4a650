import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { claimKeys, readClaims } from '../vocabulary/read-claims.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Usual names of traits; every administrator makes a schema of their own. */
const emailNames = ['email', 'mail', 'email_address']
const phoneNames = ['phone', 'phone_number', 'phoneNumber', 'mobile', 'tel']
const usernameNames = ['username', 'user_name', 'login']
const avatarNames = ['picture', 'avatar', 'avatar_url', 'avatarUrl']
const givenNames = ['first', 'first_name', 'firstName', 'given_name', 'givenName']
const familyNames = ['last', 'last_name', 'lastName', 'family_name', 'familyName', 'surname']

const readElsewhere: ReadonlySet<string> = new Set([
  ...emailNames,
  ...phoneNames,
  ...usernameNames,
  ...avatarNames,
  ...givenNames,
  ...familyNames,
  ...claimKeys,
  'name',
  'full_name',
  'display_name',
])

/** Identifiers, names and profile; every other trait goes to `customData.traits`. */
export const putTraits = (user: UserRecord, record: JsonObject, credentials: JsonObject): void => {
  const traits = readObject(record['traits']) ?? {}
  const addresses = [
    ...readObjects(record['verifiable_addresses']),
    ...readObjects(record['recovery_addresses']),
  ]
  putIdentifiers(user, traits, addresses, credentials)
  user.profile = readClaims(traits)
  const name = readObject(traits['name']) ?? {}
  const givenName = readFirst(name, givenNames) ?? readFirst(traits, givenNames)
  const familyName = readFirst(name, familyNames) ?? readFirst(traits, familyNames)
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  user.name = readFirst(traits, ['name', 'full_name', 'display_name']) ?? joinName(givenName, familyName)
  user.avatar = readFirst(traits, avatarNames)
  for (const key of Object.keys(traits)) {
    const value = traits[key]
    if (value === undefined || value === null || value === '' || readElsewhere.has(key)) continue
    setPath(user.customData, ['traits', key], value)
  }
}

const putIdentifiers = (
  user: UserRecord,
  traits: JsonObject,
  addresses: readonly JsonObject[],
  credentials: JsonObject,
): void => {
  const signInNames = readList(readObject(credentials['password'])?.['identifiers'])
  const listed = (via: string) => readText(addresses.find((one) => readText(one['via']) === via)?.['value'])
  user.primaryEmail =
    readFirst(traits, emailNames) ??
    readList(traits['emails'])[0] ??
    listed('email') ??
    signInNames.find((name) => name.includes('@'))
  if (user.primaryEmail !== undefined) user.emailVerified = isVerified(addresses, user.primaryEmail)
  user.primaryPhone =
    readFirst(traits, phoneNames) ?? listed('sms') ?? signInNames.find((name) => /^\+\d{6,}$/.test(name))
  if (user.primaryPhone !== undefined) user.phoneVerified = isVerified(addresses, user.primaryPhone)
  user.username =
    readFirst(traits, usernameNames) ??
    signInNames.find((name) => !name.includes('@') && !/^\+\d+$/.test(name))
}

/** An address that is not on the list was never to be proved at all. */
const isVerified = (addresses: readonly JsonObject[], value: string): boolean =>
  addresses.some(
    (one) => one['verified'] === true && readText(one['value'])?.toLowerCase() === value.toLowerCase(),
  )

const readFirst = (source: JsonObject, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = readText(source[name])
    if (text !== undefined) return text
  }
  return undefined
}
