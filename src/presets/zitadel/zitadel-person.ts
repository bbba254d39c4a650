import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Identifiers, names and profile, by the names of the export and of both APIs. */
export const putPerson = (user: UserRecord, record: JsonObject, person: JsonObject): void => {
  const email = readObject(person['email']) ?? {}
  user.primaryEmail = readText(email['email'])
  // A flag that is false is left out.
  if (user.primaryEmail !== undefined)
    user.emailVerified = readBoolean(email['isEmailVerified'] ?? email['isVerified']) ?? false
  const phone = readObject(person['phone']) ?? {}
  user.primaryPhone = readText(phone['phone'])
  if (user.primaryPhone !== undefined)
    user.phoneVerified = readBoolean(phone['isPhoneVerified'] ?? phone['isVerified']) ?? false
  const username =
    readText(person['userName']) ?? readText(record['userName']) ?? readText(record['username'])
  if (username?.toLowerCase() !== user.primaryEmail?.toLowerCase()) user.username = username
  putProfile(user, readObject(person['profile']) ?? {})
}

const putProfile = (user: UserRecord, profile: JsonObject): void => {
  const givenName = readText(profile['firstName']) ?? readText(profile['givenName'])
  const familyName = readText(profile['lastName']) ?? readText(profile['familyName'])
  const nickname = readText(profile['nickName'])
  const locale = readText(profile['preferredLanguage'])
  const gender = genders.get(readText(profile['gender']) ?? '')
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  if (nickname !== undefined) user.profile.nickname = nickname
  // `und` is the language tag for none.
  if (locale !== undefined && locale !== 'und') user.profile.locale = locale
  if (gender !== undefined) user.profile.gender = gender
  user.name = readText(profile['displayName']) ?? joinName(givenName, familyName)
  user.avatar = readText(profile['avatarUrl'])
}

const genders = new Map<string, string>([
  ['GENDER_FEMALE', 'female'],
  ['GENDER_MALE', 'male'],
  ['GENDER_DIVERSE', 'diverse'],
])
