/**
 * Names that people give to columns, by the path of the user record they mean. The first name of a list wins
 * over the later ones when several have a value; the others are kept in customData. Names are compared
 * without case, blanks, dashes and underscores.
 */
export const columnAliases: { readonly [path: string]: readonly string[] } = {
  id: ['id', 'user_id', 'uid', 'uuid', 'guid', 'sub', 'external_id', 'local_id', 'account_id', 'customer_id'],
  primaryEmail: [
    'primary_email',
    'email',
    'email_address',
    'primary_email_address',
    'e_mail',
    'mail',
    'user_email',
    'login_email',
  ],
  primaryPhone: [
    'primary_phone',
    'phone',
    'phone_number',
    'primary_phone_number',
    'mobile',
    'mobile_phone',
    'mobile_number',
    'cell_phone',
    'telephone',
  ],
  username: ['username', 'user_name', 'login', 'login_name', 'user_login', 'screen_name', 'handle'],
  name: ['name', 'full_name', 'display_name', 'real_name'],
  avatar: [
    'avatar',
    'avatar_url',
    'picture',
    'picture_url',
    'profile_picture',
    'profile_picture_url',
    'photo',
    'photo_url',
    'image',
    'image_url',
  ],
  'profile.givenName': ['given_name', 'first_name', 'forename'],
  'profile.familyName': ['family_name', 'last_name', 'surname'],
  'profile.middleName': ['middle_name'],
  'profile.nickname': ['nickname', 'nick_name'],
  'profile.preferredUsername': ['preferred_username'],
  'profile.website': ['website', 'website_url', 'homepage'],
  'profile.gender': ['gender'],
  'profile.birthdate': ['birthdate', 'birthday', 'birth_date', 'date_of_birth', 'dob'],
  'profile.zoneinfo': ['zoneinfo', 'timezone', 'time_zone'],
  'profile.locale': ['locale', 'language', 'preferred_language', 'lang'],
  'profile.address': ['address'],
  profile: ['profile'],
  customData: ['custom_data', 'metadata', 'user_metadata'],
  password: ['password', 'user_password'],
  plaintextPassword: ['plaintext_password', 'plain_password', 'cleartext_password', 'password_plain'],
  passwordDigest: ['password_digest'],
  passwordAlgorithm: [
    'password_algorithm',
    'password_hasher',
    'password_hash_type',
    'password_hash_algorithm',
    'hash_algorithm',
    'hashing_algorithm',
  ],
  passwordHash: [
    'password_hash',
    'hashed_password',
    'encrypted_password',
    'crypted_password',
    'pass_hash',
    'passwd_hash',
    'pwd_hash',
    'hash',
  ],
  'passwordParams.salt': ['password_salt', 'salt'],
  emailVerified: ['email_verified', 'is_email_verified', 'verified_email', 'email_confirmed'],
  emailVerifiedAt: ['email_verified_at', 'email_confirmed_at', 'confirmed_at'],
  phoneVerified: [
    'phone_verified',
    'phone_number_verified',
    'is_phone_verified',
    'phone_confirmed',
    'mobile_verified',
  ],
  phoneVerifiedAt: ['phone_verified_at', 'phone_confirmed_at'],
  isSuspended: [
    'is_suspended',
    'suspended',
    'blocked',
    'is_blocked',
    'disabled',
    'is_disabled',
    'banned',
    'is_banned',
    'locked',
    'is_locked',
  ],
  isActive: ['is_active', 'active', 'enabled', 'is_enabled'],
  isPasswordExpired: [
    'is_password_expired',
    'password_expired',
    'must_change_password',
    'require_password_change',
    'password_change_required',
  ],
  roles: ['roles', 'role', 'user_roles', 'role_names'],
  organizations: ['organizations', 'organization', 'organisations', 'organisation', 'orgs', 'org'],
  identities: ['identities', 'social_identities'],
  'identities.google.userId': ['google_id'],
  'identities.github.userId': ['github_id'],
  'identities.facebook.userId': ['facebook_id'],
  'identities.apple.userId': ['apple_id'],
  'identities.x.userId': ['twitter_id'],
  mfa: ['mfa'],
  migratedFrom: ['migrated_from'],
  totpSecret: ['totp_secret', 'otp_secret', 'two_factor_secret', 'mfa_secret'],
  'migratedFrom.createdAt': [
    'created_at',
    'created',
    'created_on',
    'creation_time',
    'registered_at',
    'signup_date',
    'signed_up_at',
    'date_joined',
  ],
  'migratedFrom.lastSignInAt': [
    'last_sign_in_at',
    'last_login',
    'last_login_at',
    'last_signed_in_at',
    'last_sign_in',
    'last_seen_at',
  ],
}

export const foldName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

/** What a column name means, and how good a name it is: 0 is the best. */
export interface KnownColumn {
  path: string
  rank: number
}

const knownColumns = new Map<string, KnownColumn>(
  Object.entries(columnAliases).flatMap(([path, names]) =>
    names.map((name, index): [string, KnownColumn] => [foldName(name), { path, rank: index + 1 }]),
  ),
)

/** Undefined for a name that means nothing here. */
export const findKnownColumn = (column: string): KnownColumn | undefined => {
  if (Object.hasOwn(columnAliases, column)) return { path: column, rank: 0 }
  return knownColumns.get(foldName(column))
}
