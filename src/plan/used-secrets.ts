import type { UserRecord } from '../presets/user-record.js'
import type { UserPlan } from './user-plan.js'

/** What is asked of a record or a plan. */
type SecretHolder = Pick<
  Partial<UserRecord>,
  'id' | 'username' | 'primaryEmail' | 'primaryPhone' | 'name' | 'password' | 'passwordDigest' | 'mfa'
>

/** Shorter ones stand in other fields by chance. */
const shortest = 4

/**
 * The values that a record uses as password or second factor, whatever the fields were called that they came from:
 * `map()` may have taken them from anywhere. They are secrets wherever else they stand. Undefined when there are none.
 */
export const listUsedSecrets = (user: SecretHolder): string[] | undefined => {
  const { password, passwordDigest, mfa } = user
  if (password === undefined && passwordDigest === undefined && (mfa === undefined || mfa.length === 0)) {
    return undefined
  }
  const used: string[] = []
  addUsed(used, password, user)
  addUsed(used, passwordDigest, user)
  if (Array.isArray(mfa)) for (const factor of mfa as unknown[]) addFactor(used, factor, user)
  return used.length === 0 ? undefined : used
}

/** The same of a plan. */
export const listPlanSecrets = ({ sourceKey, create, factors }: UserPlan): string[] | undefined =>
  listUsedSecrets({ ...create, id: sourceKey, mfa: factors })

const addFactor = (used: string[], factor: unknown, user: SecretHolder): void => {
  if (typeof factor !== 'object' || factor === null) return
  if ('secret' in factor) addUsed(used, factor.secret, user)
  if ('codes' in factor && Array.isArray(factor.codes)) {
    for (const code of factor.codes as unknown[]) addUsed(used, code, user)
  }
}

/** Somebody whose password is their name does not lose the name. */
const addUsed = (used: string[], value: unknown, user: SecretHolder): void => {
  if (typeof value !== 'string' || value.length < shortest) return
  const { id, username, primaryEmail, primaryPhone, name } = user
  if (value === id || value === username || value === primaryEmail) return
  if (value === primaryPhone || value === name) return
  used.push(value)
}
