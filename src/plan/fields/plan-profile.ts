import { isAddressClaim, isTextClaim } from '../../presets/profile-claims.js'
import type { UserProfile, UserRecord } from '../../presets/user-record.js'
import { checkText } from '../checks/check-text.js'
import { describeType } from '../checks/describe-type.js'
import type { Findings } from '../findings.js'

/** Profile claims as text. What Logto has no claim for moves to `customData.profile`. */
export const planProfile = (user: UserRecord, findings: Findings): UserProfile | undefined => {
  const profile: unknown = user.profile
  if (profile === undefined || profile === null) return undefined
  if (!isPlainObject(profile)) {
    findings.addProblem('wrong_type', 'profile', `profile: expected an object, got ${describeType(profile)}.`)
    return undefined
  }
  let planned: UserProfile | undefined
  for (const key in profile) {
    const value = profile[key]
    if (value === undefined || value === null || value === '') continue
    if (isTextClaim(key)) {
      const text = readClaim(value, key, `profile.${key}`, findings)
      if (text !== undefined) (planned ??= {})[key] = text
    } else if (key === 'address') {
      const address = planAddress(value, findings)
      if (address !== undefined) (planned ??= {}).address = address
    } else moveClaim(key, value, `profile.${key}`, findings)
  }
  return planned
}

const planAddress = (value: unknown, findings: Findings): UserProfile['address'] => {
  if (!isPlainObject(value)) {
    const formatted = readClaim(value, 'address', 'profile.address', findings)
    return formatted === undefined ? undefined : { formatted }
  }
  let planned: UserProfile['address']
  for (const key in value) {
    const part = value[key]
    if (part === undefined || part === null || part === '') continue
    const field = `profile.address.${key}`
    if (isAddressClaim(key)) {
      const text = readClaim(part, `address.${key}`, field, findings)
      if (text !== undefined) (planned ??= {})[key] = text
    } else moveClaim(`address.${key}`, part, field, findings)
  }
  return planned
}

/** Logto takes text only, any text. */
const readClaim = (value: unknown, key: string, field: string, findings: Findings): string | undefined => {
  if (typeof value === 'string') {
    findings.bodyBytes += value.length * 6
    return checkText(value, field, findings) ? value : undefined
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value)
  moveClaim(key, value, field, findings)
  return undefined
}

/** The value is checked with the rest of customData. */
const moveClaim = (key: string, value: unknown, field: string, findings: Findings): void => {
  findings.addOtherProfile(key, value)
  findings.addWarning(
    'profile_key_moved',
    field,
    `${field.replaceAll('\0', '\\0')}: Logto's profile has no such text; kept in customData.profile.`,
  )
}

const isPlainObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
