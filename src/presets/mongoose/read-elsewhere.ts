import { mongooseProviders } from './mongoose-identities.js'

const words =
  '_id id __v email emails local username userName phone phoneNumber phone_number mobile ' +
  'emailVerified isEmailVerified email_verified isVerified verified emailConfirmed _verified ' +
  'phoneVerified isPhoneVerified phone_verified ' +
  'name firstName first_name firstname givenName lastName last_name lastname familyName surname ' +
  'displayName fullName fullname avatar avatarUrl picture profilePicture photo image website gender ' +
  'isActive active is_active enabled isBlocked blocked banned isBanned suspended disabled isDisabled ' +
  'isDeleted deleted is_deleted deletedAt deleted_at isAnonymous isGuest anonymous ' +
  'createdAt created_at created dateCreated updatedAt updated_at ' +
  'lastLogin lastLoginAt last_login lastLoginDate last attempts loginAttempts lockUntil ' +
  'role roles services provider authProvider oauthProvider providerId oauthId socialId provider_id ' +
  'twoFactorEnabled isTwoFactorEnabled twoFAEnabled mfaEnabled is2FAEnabled'

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.mongoose`. */
export const readElsewhere: ReadonlySet<string> = new Set([
  ...words.split(' '),
  ...mongooseProviders.flatMap((provider) => [provider, `${provider}Id`, `${provider}ID`, `${provider}_id`]),
])
