import type { UserProfile } from './user-record.js'

/** A profile claim that holds text. */
export type TextClaim = Exclude<keyof UserProfile, 'address'>

/** A part of the claim `address`. */
export type AddressClaim = keyof NonNullable<UserProfile['address']>

const textClaims: Record<TextClaim, true> = {
  familyName: true,
  givenName: true,
  middleName: true,
  nickname: true,
  preferredUsername: true,
  profile: true,
  website: true,
  gender: true,
  birthdate: true,
  zoneinfo: true,
  locale: true,
}

const addressClaims: Record<AddressClaim, true> = {
  formatted: true,
  streetAddress: true,
  locality: true,
  region: true,
  postalCode: true,
  country: true,
}

/** Every claim name that Logto knows. It drops others without a word. */
export const claimNames: readonly string[] = [
  ...Object.keys(textClaims),
  'address',
  ...Object.keys(addressClaims),
]

export const isTextClaim = (key: string): key is TextClaim => Object.hasOwn(textClaims, key)

export const isAddressClaim = (key: string): key is AddressClaim => Object.hasOwn(addressClaims, key)
