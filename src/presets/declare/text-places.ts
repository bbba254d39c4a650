import type { AddressClaim, TextClaim } from '../profile-claims.js'
import type { UserRecord } from '../user-record.js'

type TextField = 'id' | 'primaryEmail' | 'primaryPhone' | 'username' | 'name' | 'avatar'

/** A place that holds text. */
export type TextPlace = TextField | `profile.${TextClaim}` | `profile.address.${AddressClaim}`

/** Puts text to a place that is empty; gives back what stands there. */
type PutText = (user: UserRecord, text: string) => string

/**
 * One function for each place, with its name written out: a property is found many times faster than under a name
 * that comes in a variable, and this runs for every field of every record.
 */
export const textPlaces: { readonly [place in TextPlace]: PutText } = {
  id: (user, text) => (user.id ??= text),
  primaryEmail: (user, text) => (user.primaryEmail ??= text),
  primaryPhone: (user, text) => (user.primaryPhone ??= text),
  username: (user, text) => (user.username ??= text),
  name: (user, text) => (user.name ??= text),
  avatar: (user, text) => (user.avatar ??= text),
  'profile.familyName': ({ profile }, text) => (profile.familyName ??= text),
  'profile.givenName': ({ profile }, text) => (profile.givenName ??= text),
  'profile.middleName': ({ profile }, text) => (profile.middleName ??= text),
  'profile.nickname': ({ profile }, text) => (profile.nickname ??= text),
  'profile.preferredUsername': ({ profile }, text) => (profile.preferredUsername ??= text),
  'profile.profile': ({ profile }, text) => (profile.profile ??= text),
  'profile.website': ({ profile }, text) => (profile.website ??= text),
  'profile.gender': ({ profile }, text) => (profile.gender ??= text),
  'profile.birthdate': ({ profile }, text) => (profile.birthdate ??= text),
  'profile.zoneinfo': ({ profile }, text) => (profile.zoneinfo ??= text),
  'profile.locale': ({ profile }, text) => (profile.locale ??= text),
  'profile.address.formatted': ({ profile }, text) => ((profile.address ??= {}).formatted ??= text),
  'profile.address.streetAddress': ({ profile }, text) => ((profile.address ??= {}).streetAddress ??= text),
  'profile.address.locality': ({ profile }, text) => ((profile.address ??= {}).locality ??= text),
  'profile.address.region': ({ profile }, text) => ((profile.address ??= {}).region ??= text),
  'profile.address.postalCode': ({ profile }, text) => ((profile.address ??= {}).postalCode ??= text),
  'profile.address.country': ({ profile }, text) => ((profile.address ??= {}).country ??= text),
}

export const isTextPlace = (place: string): place is TextPlace => Object.hasOwn(textPlaces, place)
