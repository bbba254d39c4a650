// No declaration: names are each application's own (document-fields.ts is the table of them), and which are filled decides what the others mean.

import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { putMongooseFactors } from './mongoose-factors.js'
import { putMongooseIdentities } from './mongoose-identities.js'
import { putMongoosePassword } from './mongoose-passwords.js'
import { mongooseRoles, putMongooseRoles } from './mongoose-roles.js'
import { readObjectIdTime, unwrapExtendedJson } from './extended-json.js'
import { readDocument, type DocumentFields } from './document-fields.js'
import { isSkip, type Preset, type PresetContext, type Recognition, type Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { judgeAccount } from '../generic/judge-account.js'

/** Home-made user collections in MongoDB: Mongoose, passport-local-mongoose, Payload CMS, Meteor. */
export const mongoose: Preset = {
  name: 'mongoose',
  title: 'MongoDB (Mongoose, Passport, Meteor)',
  isFramework: true,
  relatedFiles: [mongooseRoles],
  recognise: (sample) => recogniseMongoose(sample),
  toUser: (record, context) => mapMongooseUser(record, context),
}

const recogniseMongoose = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: '_id (or id) is an ObjectId',
      weight: 0.1,
      isOwn: true,
      holds: (record) =>
        isDocument(record) && /^[\da-f]{24}$/i.test(readId(record['_id'] ?? record['id']) ?? ''),
    },
    {
      evidence: '_id beside __v of Mongoose, hash and salt of Passport, or services of Meteor',
      weight: 0.7,
      isOwn: true,
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

/**
 * `toJSON` of many an application writes `id` for `_id`; then something else must show that it is a document.
 * Rocket.Chat is made with Meteor, and has a preset of its own.
 */
const isDocument = (record: JsonObject): boolean =>
  ('_id' in record || ('id' in record && isMongoDocument(record))) &&
  !('statusConnection' in record || '__rooms' in record || 'nameInsensitive' in record)

const isMongoDocument = (record: JsonObject): boolean => {
  const id = readObject(record['id'])
  if ('__v' in record || (id !== undefined && '$oid' in id)) return true
  const isObjectId = /^[\da-f]{24}$/i.test(readText(record['id']) ?? '')
  return isObjectId && readText(record['hash'])?.length === 1024 && 'salt' in record
}

const mapMongooseUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const { fields, others } = readDocument(record)
  const skip = readSkip(fields)
  if (skip !== undefined) return skip
  const judged = judgeAccount(record, context)
  if (isSkip(judged)) return judged
  const user = createUserRecord()
  const id = readId(fields.id)
  user.id = id
  readIdentifiers(user, fields)
  readNames(user, fields, readObject(others['profile']) ?? nothing)
  putMongoosePassword(user, fields, context)
  user.isSuspended = judged.isSuspended === true
  if (user.primaryEmail !== undefined) user.emailVerified ??= judged.emailVerified
  if (user.primaryPhone !== undefined) user.phoneVerified ??= judged.phoneVerified
  if (judged.warnings !== undefined) user.warnings = [...(user.warnings ?? []), ...judged.warnings]
  putMongooseIdentities(user, fields, context)
  putMongooseFactors(user, fields)
  putMongooseRoles(user, fields, context)
  keepOthers(user, others)
  user.migratedFrom = {
    system: 'mongoose',
    id,
    createdAt: readTimestamp(fields.createdAt) ?? readObjectIdTime(id),
    lastSignInAt: readTimestamp(fields.lastSignInAt),
    updatedAt: readTimestamp(fields.updatedAt),
  }
  return user
}

const nothing: JsonObject = {}

const readSkip = ({ deleted, deletedAt, anonymous }: DocumentFields): Skip | undefined => {
  if (readBoolean(deleted) === true || deletedAt !== undefined) {
    return { skip: 'deleted', reason: 'The document is marked as deleted.' }
  }
  if (readBoolean(anonymous) === true) {
    return { skip: 'anonymous', reason: 'A guest has nothing to sign in with.' }
  }
  return undefined
}

const addressShape = /^[^\s@]+@(?=[^\s@]+$).+\../

/** With passport-local-mongoose `username` often is the address; nobody has verified it then. */
const readIdentifiers = (user: UserRecord, fields: DocumentFields): void => {
  const listed =
    fields.emails === undefined ? [] : (readArray(fields.emails) ?? []).flatMap(readListedAddress)
  const chosen = choosePrimary(listed)
  const own = readText(fields.email) ?? readText(readObject(fields.local)?.['email'])
  user.primaryEmail = own ?? chosen?.value
  user.emailVerified = own === undefined ? chosen?.isVerified : readBoolean(fields.emailVerified)
  keepOtherAddresses(user, 'otherEmails', listed, user.primaryEmail)
  user.primaryPhone = readText(fields.phone)
  user.phoneVerified = readBoolean(fields.phoneVerified)
  const username = readText(fields.username)
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

const readNames = (user: UserRecord, fields: DocumentFields, profile: JsonObject): void => {
  const parts = readObject(fields.name) ?? readObject(profile['name']) ?? nothing
  const givenName =
    readText(fields.givenName) ?? readText(parts['first'] ?? parts['givenName'] ?? profile['firstName'])
  const familyName =
    readText(fields.familyName) ?? readText(parts['last'] ?? parts['familyName'] ?? profile['lastName'])
  user.name =
    readText(fields.name) ??
    readText(fields.displayName) ??
    joinName(givenName, familyName) ??
    readText(profile['name'])
  user.avatar = readText(fields.avatar) ?? readText(profile['picture'])
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  const website = readText(profile['website']) ?? readText(fields.website)
  if (website !== undefined) user.profile.website = website
  const gender = readText(profile['gender']) ?? readText(fields.gender)
  if (gender !== undefined) user.profile.gender = gender
}

const noKnownFields: ReadonlySet<string> = new Set()

const keepOthers = (user: UserRecord, others: JsonObject): void => {
  for (const key in others) others[key] = unwrapExtendedJson(others[key] ?? null, 0)
  keepAddedFields(user, 'mongoose', others, noKnownFields)
}
