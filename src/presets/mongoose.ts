import type { JsonObject } from '../source/source-record.js'
import { createUserRecord } from './create-user-record.js'
import { putMongooseFactors } from './mongoose/mongoose-factors.js'
import { putMongooseIdentities } from './mongoose/mongoose-identities.js'
import { putMongoosePassword } from './mongoose/mongoose-passwords.js'
import { mongooseRoles, putMongooseRoles } from './mongoose/mongoose-roles.js'
import { readObjectIdTime, unwrapExtendedJson } from './mongoose/extended-json.js'
import { readElsewhere } from './mongoose/read-elsewhere.js'
import type { Preset, PresetContext, Recognition, Skip } from './preset.js'
import type { UserRecord } from './user-record.js'
import { joinName } from './vocabulary/join-name.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from './vocabulary/keep-other-addresses.js'
import { keepAddedFields } from './vocabulary/keep-added-fields.js'
import { pickCell } from './vocabulary/pick-cell.js'
import { readBoolean } from './vocabulary/read-boolean.js'
import { readArray, readObject } from './vocabulary/read-json-cell.js'
import { readId } from './vocabulary/read-id.js'
import { readText } from './vocabulary/read-text.js'
import { readTimestamp } from './vocabulary/read-timestamp.js'
import { recogniseByClues } from './vocabulary/recognise-by-clues.js'

/** Home-made user collections in MongoDB: Mongoose, passport-local-mongoose, Payload CMS, Meteor. */
export const mongoose: Preset = {
  name: 'mongoose',
  title: 'MongoDB (Mongoose, Passport, Meteor)',
  relatedFiles: [mongooseRoles],
  recognise: (sample) => recogniseMongoose(sample),
  toUser: (record, context) => mapMongooseUser(record, context),
}

const recogniseMongoose = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: '_id is an ObjectId',
      weight: 0.2,
      holds: (record) => isDocument(record) && /^[\da-f]{24}$/i.test(readId(record['_id']) ?? ''),
    },
    {
      evidence: '_id beside __v of Mongoose, hash and salt of Passport, or services of Meteor',
      weight: 0.6,
      holds: (record) =>
        isDocument(record) &&
        ('__v' in record ||
          ('hash' in record && 'salt' in record) ||
          readObject(record['services']) !== undefined),
    },
    {
      evidence: 'email, emails, username or local',
      weight: 0.2,
      holds: (record) =>
        isDocument(record) &&
        ('email' in record || 'emails' in record || 'username' in record || 'local' in record),
    },
  ])

const isDocument = (record: JsonObject): boolean => '_id' in record

const mapMongooseUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const skip = readSkip(record)
  if (skip !== undefined) return skip
  const user = createUserRecord()
  const id = readId(record['_id'] ?? record['id'])
  user.id = id
  readIdentifiers(user, record)
  readNames(user, record)
  putMongoosePassword(user, record, context)
  user.isSuspended = isSuspended(record)
  putMongooseIdentities(user, record, context)
  putMongooseFactors(user, record)
  putMongooseRoles(user, record, context)
  keepAddedFields(user, 'mongoose', unwrapOthers(record), readElsewhere)
  user.migratedFrom = {
    system: 'mongoose',
    id,
    createdAt:
      readTimestamp(pickCell(record, 'createdAt', 'created_at', 'created', 'dateCreated')) ??
      readObjectIdTime(id),
    lastSignInAt: readTimestamp(
      pickCell(record, 'lastLogin', 'lastLoginAt', 'last_login', 'lastLoginDate', 'last'),
    ),
  }
  return user
}

const readSkip = (record: JsonObject): Skip | undefined => {
  const isDeleted =
    readBoolean(pickCell(record, 'isDeleted', 'deleted', 'is_deleted')) === true ||
    pickCell(record, 'deletedAt', 'deleted_at') !== undefined
  if (isDeleted) return { skip: 'deleted', reason: 'The document is marked as deleted.' }
  if (readBoolean(pickCell(record, 'isAnonymous', 'isGuest', 'anonymous')) === true) {
    return { skip: 'anonymous', reason: 'A guest has nothing to sign in with.' }
  }
  return undefined
}

const addressShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** With passport-local-mongoose `username` often is the address; nobody has verified it then. */
const readIdentifiers = (user: UserRecord, record: JsonObject): void => {
  const listed = (readArray(record['emails']) ?? []).flatMap(readListedAddress)
  const chosen = choosePrimary(listed)
  const own = readText(record['email']) ?? readText(readObject(record['local'])?.['email'])
  user.primaryEmail = own ?? chosen?.value
  user.emailVerified =
    own === undefined
      ? chosen?.isVerified
      : readBoolean(
          pickCell(
            record,
            'emailVerified',
            'isEmailVerified',
            'email_verified',
            'isVerified',
            'verified',
            'emailConfirmed',
            '_verified',
          ),
        )
  keepOtherAddresses(user, 'otherEmails', listed, user.primaryEmail)
  user.primaryPhone = readText(pickCell(record, 'phone', 'phoneNumber', 'phone_number', 'mobile'))
  user.phoneVerified = readBoolean(pickCell(record, 'phoneVerified', 'isPhoneVerified', 'phone_verified'))
  const username = readText(pickCell(record, 'username', 'userName'))
  if (username === undefined || username.toLowerCase() === user.primaryEmail?.toLowerCase()) return
  if (user.primaryEmail === undefined && addressShape.test(username)) {
    user.primaryEmail = username
    user.emailVerified = false
  } else user.username = username
}

/** Meteor: `{ address, verified }`; Passport profiles: `{ value }`; or plain text. */
const readListedAddress = (entry: JsonObject[string]): SourceAddress[] => {
  const object = readObject(entry)
  const value = readText(
    object === undefined ? entry : (object['address'] ?? object['value'] ?? object['email']),
  )
  return value === undefined ? [] : [{ value, isVerified: readBoolean(object?.['verified']) }]
}

const readNames = (user: UserRecord, record: JsonObject): void => {
  const profile = readObject(record['profile']) ?? {}
  const parts = readObject(record['name']) ?? readObject(profile['name']) ?? {}
  const givenName =
    readText(pickCell(record, 'firstName', 'first_name', 'firstname', 'givenName')) ??
    readText(parts['first'] ?? parts['givenName'] ?? profile['firstName'])
  const familyName =
    readText(pickCell(record, 'lastName', 'last_name', 'lastname', 'familyName', 'surname')) ??
    readText(parts['last'] ?? parts['familyName'] ?? profile['lastName'])
  user.name =
    readText(record['name']) ??
    readText(pickCell(record, 'displayName', 'fullName', 'fullname')) ??
    joinName(givenName, familyName) ??
    readText(profile['name'])
  user.avatar =
    readText(pickCell(record, 'avatar', 'avatarUrl', 'picture', 'profilePicture', 'photo', 'image')) ??
    readText(profile['picture'])
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  const website = readText(profile['website']) ?? readText(record['website'])
  if (website !== undefined) user.profile.website = website
  const gender = readText(profile['gender']) ?? readText(record['gender'])
  if (gender !== undefined) user.profile.gender = gender
}

const isSuspended = (record: JsonObject): boolean =>
  readBoolean(pickCell(record, 'isActive', 'active', 'is_active', 'enabled')) === false ||
  readBoolean(
    pickCell(record, 'isBlocked', 'blocked', 'banned', 'isBanned', 'suspended', 'disabled', 'isDisabled'),
  ) === true ||
  /^(?:banned|blocked|deactivated|disabled|inactive|suspended)$/i.test(readText(record['status']) ?? '')

const unwrapOthers = (record: JsonObject): JsonObject => {
  const others: JsonObject = {}
  for (const key in record) {
    if (!readElsewhere.has(key) && key !== '__proto__')
      others[key] = unwrapExtendedJson(record[key] ?? null, 0)
  }
  return others
}
