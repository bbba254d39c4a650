import type { PasswordAlgorithm } from '../password/digest/password-algorithm.js'
import type {
  Loss,
  OrganizationMembership,
  SecondFactor,
  SocialIdentity,
  UserProfile,
} from '../presets/user-record.js'
import type { StoredPassword } from '../presets/vocabulary/stored-password.js'
import type { JsonObject } from '../source/source-record.js'

/** Body of `POST /api/users`, already valid by Logto's rules. */
export interface CreateUserBody {
  /** Of the source, where `keepIds` has it kept. */
  id?: string
  primaryEmail?: string
  primaryPhone?: string
  username?: string
  name?: string
  avatar?: string
  profile?: UserProfile
  customData?: JsonObject
  password?: string
  passwordDigest?: string
  passwordAlgorithm?: PasswordAlgorithm
}

/** Everything that one record becomes in Logto: one create, then steps, then memberships. */
export interface UserPlan {
  /** Identifies the person in the source; unique in the input. */
  sourceKey: string
  create: CreateUserBody
  isSuspended: boolean
  isPasswordExpired: boolean
  identities: ({ target: string } & SocialIdentity)[]
  /** In the order Logto needs: TOTP before backup codes. */
  factors: SecondFactor[]
  roles: string[]
  organizations: OrganizationMembership[]
  losses: Loss[]
  /** The password is not in `create`, and works at the first sign-in all the same. */
  pendingPassword?: PendingPassword
}

/** `stored`: to be kept and verified here; without it the old system is asked. */
export interface PendingPassword {
  stored?: StoredPassword
}
