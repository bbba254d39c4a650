import type { Problem } from '../outcome/problem.js'
import type { PasswordAlgorithm } from '../password/digest/password-algorithm.js'
import type { JsonObject } from '../source/source-record.js'
import type { NoteCode } from './note-codes.js'

/** Logto's OpenID Connect profile claims; every value is a string. */
export interface UserProfile {
  familyName?: string | undefined
  givenName?: string | undefined
  middleName?: string | undefined
  nickname?: string | undefined
  preferredUsername?: string | undefined
  profile?: string | undefined
  website?: string | undefined
  gender?: string | undefined
  birthdate?: string | undefined
  zoneinfo?: string | undefined
  locale?: string | undefined
  address?: {
    formatted?: string | undefined
    streetAddress?: string | undefined
    locality?: string | undefined
    region?: string | undefined
    postalCode?: string | undefined
    country?: string | undefined
  }
}

/** A social identity under Logto's connector target (`google`, `github`, …). */
export interface SocialIdentity {
  /** The id that Logto's connector will compute for this person. */
  userId: string
  details?: JsonObject | undefined
}

export type SecondFactor = { type: 'Totp'; secret: string } | { type: 'BackupCode'; codes: string[] }

/** An organization as the source knows it, by id or by name. */
export interface SourceOrganization {
  /** Id in the source, or in Logto. */
  id?: string | undefined
  name?: string | undefined
  /** Like `customData`, only for an organization that the import creates. */
  description?: string | undefined
  customData?: JsonObject | undefined
}

/** Membership in one organization, with organization roles by name or id. */
export interface OrganizationMembership extends SourceOrganization {
  roles: string[]
}

/** Something the source holds that Logto cannot take; counted per run and named per record. */
export interface Loss {
  /** Stable kind: `passkey`, `enterprise_identity`, `password_hash`, … */
  kind: string
  /** What exactly, without any secret. */
  detail: string
  /** Why, by stable code, where one kind has several: the reason of an unconvertible password. */
  reason?: string | undefined
}

/** What the preset decided by itself, so that the record goes in, and that the operator should see. */
export interface PresetWarning {
  code: NoteCode
  /** Path of the field inside the user record, or the column. */
  field: string
  /** Names columns, quotes no secrets. */
  message: string
  /** Tells cases of one code apart that are counted by themselves: `status=on-hold`. */
  reason?: string | undefined
}

/** Why a stored password cannot be carried over, as `convertPassword` says it. */
export interface UnconvertiblePassword {
  reason: string
  message: string
}

/** Facts about the user in the old system, kept in `customData.migratedFrom`. */
export interface MigratedFrom {
  /** Preset name, for example `auth0`. */
  system?: string | undefined
  /** The source key. */
  id?: string | undefined
  createdAt?: string | undefined
  lastSignInAt?: string | undefined
  [fact: string]: JsonObject[string] | undefined
}

/**
 * One person, as every preset hands them over and as `map()` in migrate.config.ts may change them.
 * Values are the source's own: validation and conversion to Logto's rules come later.
 */
export interface UserRecord {
  /** Source key: identifies the person in the old system. */
  id?: string | undefined
  primaryEmail?: string | undefined
  primaryPhone?: string | undefined
  /**
   * How the source writes phone numbers. `international-digits`: country code first, no plus (Supabase,
   * Logto). Undefined: with a plus, or national and then read with `defaultCountry`.
   */
  phoneFormat?: 'international-digits' | undefined
  username?: string | undefined
  name?: string | undefined
  avatar?: string | undefined
  profile: UserProfile
  customData: JsonObject
  /** The plaintext itself; excludes `passwordDigest`. */
  password?: string | undefined
  passwordDigest?: string | undefined
  passwordAlgorithm?: PasswordAlgorithm | undefined
  /** The source has a password that Logto cannot verify; see the rule `unconvertiblePassword`. */
  unconvertiblePassword?: UnconvertiblePassword | undefined
  /** False keeps the address out of `primaryEmail` (see `unverifiedEmail`); undefined says nothing. */
  emailVerified?: boolean | undefined
  phoneVerified?: boolean | undefined
  isSuspended?: boolean | undefined
  /** The user must choose a new password at the next sign-in. */
  isPasswordExpired?: boolean | undefined
  /** Names or ids of tenant roles. */
  roles: string[]
  organizations: OrganizationMembership[]
  identities: { [target: string]: SocialIdentity }
  mfa: SecondFactor[]
  losses: Loss[]
  /** What the preset decided by itself. */
  warnings?: PresetWarning[] | undefined
  /** What the preset could not read at all. One is enough to reject the record. */
  problems?: Problem[] | undefined
  migratedFrom: MigratedFrom
}
