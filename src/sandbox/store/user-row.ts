import type { PasswordAlgorithm } from '../../password/digest/password-algorithm.js'

export interface Identity {
  userId: string
  details?: Record<string, unknown>
}

interface TotpFactor {
  id: string
  /** ISO 8601. */
  createdAt: string
  type: 'Totp'
  secret: string
}

interface BackupCodeFactor {
  id: string
  /** ISO 8601. */
  createdAt: string
  type: 'BackupCode'
  codes: { code: string; usedAt?: string }[]
}

export type MfaFactor = TotpFactor | BackupCodeFactor

/** What a user is made from. Objects are replaced, never changed in place. Times in ms since the epoch. */
export interface UserFields {
  username: string | null
  primaryEmail: string | null
  primaryPhone: string | null
  name: string | null
  avatar: string | null
  customData: Record<string, unknown>
  profile: Record<string, unknown>
  identities: Record<string, Identity>
  passwordDigest: string | null
  passwordAlgorithm: PasswordAlgorithm | null
  mfaFactors: readonly MfaFactor[]
  isSuspended: boolean
  isPasswordExpired: boolean
  lastSignInAt: number | null
}

export interface UserRow extends UserFields {
  id: string
  createdAt: number
  updatedAt: number
  /** Rises with every user, so that newest first has one answer. */
  sequence: number
}

/** The user as the Management API answers it. */
export const toUserResponse = (row: UserRow, includePasswordHash = false): Record<string, unknown> => ({
  ...toUserInfo(row),
  hasPassword: row.passwordDigest !== null,
  ...(includePasswordHash && {
    passwordDigest: row.passwordDigest,
    passwordAlgorithm: row.passwordAlgorithm,
  }),
})

export const toUserInfo = (row: UserRow): Record<string, unknown> => ({
  id: row.id,
  username: row.username,
  primaryEmail: row.primaryEmail,
  primaryPhone: row.primaryPhone,
  name: row.name,
  avatar: row.avatar,
  customData: row.customData,
  identities: row.identities,
  lastSignInAt: row.lastSignInAt,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  profile: row.profile,
  applicationId: null,
  cimdClientId: null,
  isSuspended: row.isSuspended,
})

/**
 * Whether Logto can store the user but not answer with it: the database counts characters, the check of the
 * answer counts UTF-16 units. Every answer that holds such a user is a 500.
 */
export const isUnanswerable = ({ name, primaryEmail, avatar }: UserRow): boolean =>
  (name?.length ?? 0) > 128 || (primaryEmail?.length ?? 0) > 128 || (avatar?.length ?? 0) > 2048
