import type { UserRecord } from './user-record.js'

/**
 * An empty person. All presets begin here, so that every record has the same shape and the code that reads
 * millions of them stays monomorphic.
 */
export const createUserRecord = (): UserRecord => ({
  id: undefined,
  primaryEmail: undefined,
  primaryPhone: undefined,
  phoneFormat: undefined,
  username: undefined,
  name: undefined,
  avatar: undefined,
  profile: {},
  customData: {},
  password: undefined,
  passwordDigest: undefined,
  passwordAlgorithm: undefined,
  unconvertiblePassword: undefined,
  emailVerified: undefined,
  phoneVerified: undefined,
  isSuspended: undefined,
  isPasswordExpired: undefined,
  roles: [],
  organizations: [],
  identities: {},
  mfa: [],
  losses: [],
  problems: undefined,
  migratedFrom: {},
})
