import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'

/** Fields that are read, by the names that applications give them; the first that is filled counts. */
const fieldNames = {
  id: '_id id',
  email: 'email',
  emails: 'emails',
  emailVerified: 'emailVerified isEmailVerified email_verified isVerified verified emailConfirmed _verified',
  local: 'local',
  username: 'username userName',
  phone: 'phone phoneNumber phone_number mobile',
  phoneVerified: 'phoneVerified isPhoneVerified phone_verified',
  name: 'name',
  displayName: 'displayName fullName fullname',
  givenName: 'firstName first_name firstname givenName',
  familyName: 'lastName last_name lastname familyName surname',
  avatar: 'avatar avatarUrl picture profilePicture photo image',
  website: 'website',
  gender: 'gender',
  active: 'isActive active is_active enabled',
  blocked: 'isBlocked blocked banned isBanned suspended disabled isDisabled',
  deleted: 'isDeleted deleted is_deleted',
  deletedAt: 'deletedAt deleted_at',
  anonymous: 'isAnonymous isGuest anonymous',
  createdAt: 'createdAt created_at created dateCreated',
  updatedAt: 'updatedAt updated_at',
  lastSignInAt: 'lastLogin lastLoginAt last_login lastLoginDate last',
  role: 'role',
  roles: 'roles',
  services: 'services',
  hash: 'hash',
  salt: 'salt',
  password: 'password passwordHash password_hash hashedPassword hashed_password',
  provider: 'provider authProvider oauthProvider',
  providerId: 'providerId oauthId socialId provider_id',
  twoFactorEnabled: 'twoFactorEnabled isTwoFactorEnabled twoFAEnabled mfaEnabled is2FAEnabled',
  twoFactorSecret: 'twoFactorSecret totpSecret twoFASecret mfaSecret otpSecret',
  backupCodes: 'backupCodes recoveryCodes twoFactorBackupCodes',
  google: 'googleId googleID google_id google',
  facebook: 'facebookId facebookID facebook_id facebook',
  github: 'githubId githubID github_id github',
  twitter: 'twitterId twitterID twitter_id twitter',
  linkedin: 'linkedinId linkedinID linkedin_id linkedin',
  apple: 'appleId appleID apple_id apple',
  discord: 'discordId discordID discord_id discord',
  microsoft: 'microsoftId microsoftID microsoft_id microsoft',
  slack: 'slackId slackID slack_id slack',
  gitlab: 'gitlabId gitlabID gitlab_id gitlab',
} as const

type FieldName = keyof typeof fieldNames

/** What a document says, whatever the names it has for it. */
export type DocumentFields = { [field in FieldName]?: JsonValue }

/** Providers that Passport tutorials give a field of their own. */
export const mongooseProviders = [
  'google',
  'facebook',
  'github',
  'twitter',
  'linkedin',
  'apple',
  'discord',
  'microsoft',
  'slack',
  'gitlab',
] as const satisfies readonly FieldName[]

const spellings = new Map<FieldName, string[]>()
const fieldOf = new Map<string, FieldName>()
for (const field of Object.keys(fieldNames) as FieldName[]) {
  const names = fieldNames[field].split(' ')
  spellings.set(field, names)
  for (const name of names) fieldOf.set(name, field)
}

/** Bookkeeping of Mongoose and of sign-in attempts. */
const ignored: ReadonlySet<string> = new Set(['__v'])

/**
 * Goes over the document once: looking up a hundred names that are not there would take most of the time.
 *
 * @returns the fields, and all that has no place of its own
 */
export const readDocument = (record: JsonObject): { fields: DocumentFields; others: JsonObject } => {
  const fields: DocumentFields = {}
  const others: JsonObject = {}
  for (const key in record) {
    const value = record[key]
    if (!isFilledCell(value) || ignored.has(key)) continue
    const field = fieldOf.get(key)
    const names = field === undefined ? [] : (spellings.get(field) ?? [])
    if (field === undefined) {
      if (key !== '__proto__') others[key] = value
    } else {
      fields[field] = fields[field] === undefined ? value : pickCell(record, ...names)
    }
  }
  return { fields, others }
}
