import type { PasswordAlgorithm } from '../../password/digest/password-algorithm.js'
import type { UserProfile } from '../../presets/user-record.js'
import { readList, readObject } from '../http/read-body.js'

/** A user as the Management API answers with, as far as it is of use here. */
export interface LogtoUser {
  id: string
  username: string | null
  primaryEmail: string | null
  primaryPhone: string | null
  name: string | null
  avatar: string | null
  customData: Record<string, unknown>
  identities: Record<string, { userId: string; details?: Record<string, unknown> }>
  profile: UserProfile
  /** Milliseconds since the epoch; null when the user has never signed in. */
  lastSignInAt: number | null
  createdAt: number
  updatedAt: number
  isSuspended: boolean
  hasPassword?: boolean
  /** Only when asked for with `includePasswordHash`, which needs Logto 1.38. */
  passwordDigest?: string | null
  passwordAlgorithm?: PasswordAlgorithm | null
}

export const readUser = readObject<LogtoUser>('id')
export const readUsers = readList<LogtoUser>('id')

/** Whether an item of a list is a user; a guard for lists that are read without `readUsers`. */
export const isLogtoUser = (item: unknown): item is LogtoUser =>
  typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
